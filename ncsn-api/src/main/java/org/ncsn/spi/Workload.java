package org.ncsn.spi;

/** What a backend is mostly to compute; for each another one may be the fastest. */
public enum Workload {
  /** Little but convolutions of 3 x 3 pixels among many channels, and norms: RefineNets. */
  CONVOLUTIONS("wide convolutions"),
  /** Networks of images of any kind: U-Nets, classifiers. */
  IMAGES("other networks of images"),
  /** Products of small matrices: networks of points in the plane. */
  POINTS("points");

  private final String text;

  Workload(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}

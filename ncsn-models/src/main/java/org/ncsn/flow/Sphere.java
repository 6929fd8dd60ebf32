package org.ncsn.flow;

import org.ncsn.array.HostArray;

/**
 * Ways between latents. In many dimensions normal numbers lie close to a sphere, so that the
 * straight line between two of them leads through what is no sample of the prior; the arc does not.
 */
public final class Sphere {
  private Sphere() {}

  /**
   * Spherical interpolation of each sample of a batch, {@code (sin((1 - way) angle) a + sin(way
   * angle) b) / sin(angle)} with the angle between the two; the straight line where they point in
   * the same or in opposite directions.
   *
   * @param from {@code [N,...]}
   * @param to of the same type
   * @param way from 0 to 1
   * @return of the same type
   */
  public static HostArray between(HostArray from, HostArray to, double way) {
    if (!from.type().equals(to.type())) {
      throw new IllegalArgumentException(
          "between latents: both have one type, found " + from.type() + " and " + to.type());
    }
    int size = from.shape().intSize() / from.shape().extent(0);
    double[] between = new double[from.shape().intSize()];
    for (int first = 0; first < between.length; first += size) {
      double angle = angle(from, to, first, size);
      boolean flat = !(Math.sin(angle) > 1e-6);
      double ofFrom = flat ? 1 - way : Math.sin((1 - way) * angle) / Math.sin(angle);
      double ofTo = flat ? way : Math.sin(way * angle) / Math.sin(angle);
      for (int i = first; i < first + size; i++) {
        between[i] = ofFrom * from.at(i) + ofTo * to.at(i);
      }
    }
    return HostArray.of(from.shape(), between).to(from.dtype());
  }

  private static double angle(HostArray a, HostArray b, int first, int size) {
    double product = 0;
    double ofA = 0;
    double ofB = 0;
    for (int i = first; i < first + size; i++) {
      product += a.at(i) * b.at(i);
      ofA += a.at(i) * a.at(i);
      ofB += b.at(i) * b.at(i);
    }
    return Math.acos(Math.max(-1, Math.min(1, product / Math.sqrt(ofA * ofB))));
  }
}

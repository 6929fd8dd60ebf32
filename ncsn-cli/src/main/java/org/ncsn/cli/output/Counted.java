package org.ncsn.cli.output;

/** What the progress of a loop is counted in. */
public enum Counted {
  STEPS("a step", "steps"),
  IMAGES("an image", "images"),
  PAIRS("a pair", "pairs");

  private final String one;
  private final String many;

  Counted(String one, String many) {
    this.one = one;
    this.many = many;
  }

  String one() {
    return one;
  }

  String many() {
    return many;
  }
}

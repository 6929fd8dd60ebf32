package org.ncsn.spi;

/** Ways to make one number of all along some axes. */
public enum Reduction {
  SUM,
  MEAN,
  MAX
}

package org.ncsn.kernel;

/** Ways to make one number of all along some axes. */
public enum Reduction {
  SUM,
  MEAN,
  MAX,
  /** The sum of the elements' squares, which need not be kept in between. */
  SUM_OF_SQUARES
}

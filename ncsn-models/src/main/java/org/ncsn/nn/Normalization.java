package org.ncsn.nn;

/** Which normalization a network uses; makes one for a number of channels. */
@FunctionalInterface
public interface Normalization {
  /**
   * Declares the parameters of a normalization.
   *
   * @param parameters where to declare them
   * @param channels channels of its input and output
   */
  Layer create(Parameters parameters, int channels);

  /** No normalization: its input is its output. */
  static Normalization none() {
    return (parameters, channels) -> (pass, x) -> x;
  }
}

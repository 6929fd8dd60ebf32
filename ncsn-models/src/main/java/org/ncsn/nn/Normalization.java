package org.ncsn.nn;

/** Which normalization a network uses; makes one for a number of channels. */
public interface Normalization {
  /**
   * Declares the parameters of a normalization.
   *
   * @param parameters where to declare them
   * @param channels channels of its input and output
   */
  Layer create(Parameters parameters, int channels);

  /** What it must be told of each sample. */
  Conditioning conditioning();

  /** A normalization that is told nothing. */
  static Normalization of(Maker maker) {
    return conditional(Conditioning.NONE, maker);
  }

  /** A normalization that is told something. */
  static Normalization conditional(Conditioning conditioning, Maker maker) {
    return new Normalization() {
      @Override
      public Layer create(Parameters parameters, int channels) {
        return maker.create(parameters, channels);
      }

      @Override
      public Conditioning conditioning() {
        return conditioning;
      }
    };
  }

  /** Makes a normalization for a number of channels. */
  @FunctionalInterface
  interface Maker {
    Layer create(Parameters parameters, int channels);
  }

  /** No normalization: its input is its output. */
  static Normalization none() {
    return of((parameters, channels) -> (pass, x) -> x);
  }
}

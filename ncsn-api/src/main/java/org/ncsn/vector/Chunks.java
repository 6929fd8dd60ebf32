package org.ncsn.vector;

/**
 * Rows of numbers, one for each tile, cut into pieces of as many channels as fit one row of a fixed
 * length: all rows of the first piece, then all of the second. Code whose steps from row to row are
 * known to the compiler takes half the time.
 */
final class Chunks {
  /** Channels of a piece, a multiple of every processor's lanes. */
  static final int LENGTH = 64;

  private Chunks() {}

  /** How many pieces so many channels make. */
  static int count(int channels) {
    return (channels + LENGTH - 1) / LENGTH;
  }

  /**
   * Where a channel of the first row is.
   *
   * @param stride from the first row's first piece to its second
   */
  static int offset(int channel, int stride) {
    return channel / LENGTH * stride + channel % LENGTH;
  }
}

package org.ncsn.lowering;

import java.util.function.Predicate;
import org.ncsn.spi.BackendOptions.ConvolutionMethod;
import org.ncsn.vector.WinogradSizes;

/** When Winograd's algorithm is faster than the library's convolution. */
public final class WinogradRule {
  private static final int LEAST_CHANNELS = 32;
  private static final int LEAST_TILES = 48;
  private static final double LEAST_USED = 0.5;
  private static final long MOST_PAIRS = 512L * 512;

  private WinogradRule() {}

  /** For which sizes it is used if a user asks for a method. */
  public static Predicate<WinogradSizes> of(ConvolutionMethod method) {
    return switch (method) {
      case AUTO -> WinogradRule::pays;
      case DIRECT -> sizes -> false;
      case FEWEST -> sizes -> true;
    };
  }

  /**
   * Whether it is. Tiles are transformed once for each channel and multiplied once for each pair,
   * so that channels must be many; so must tiles, or transforming the kernel takes as long; and of
   * the tiles at the border not too much may lie outside of the image. Each thread keeps sums for
   * each pair of channels, which must not be too many.
   */
  public static boolean pays(WinogradSizes sizes) {
    int smaller = Math.min(sizes.inputs(), sizes.outputs());
    double pixels = (double) sizes.images() * sizes.outHeight() * sizes.outWidth();
    long pairs = (long) sizes.inputs() * sizes.outputs();
    return smaller >= LEAST_CHANNELS
        && sizes.tiles() >= LEAST_TILES
        && pixels >= LEAST_USED * 16 * sizes.tiles()
        && pairs <= MOST_PAIRS;
  }
}

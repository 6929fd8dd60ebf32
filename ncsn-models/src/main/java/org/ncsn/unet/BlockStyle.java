package org.ncsn.unet;

import org.ncsn.nn.Activation;
import org.ncsn.nn.GroupNorm;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Parameters;
import org.ncsn.tensor.Tensor;

/**
 * What the blocks of a U-Net are made of.
 *
 * @param kind which residual blocks
 * @param groups how many groups of channels are normalized together
 * @param activation the nonlinearity everywhere
 * @param dropout probability that a feature is dropped in a residual block
 * @param rescaled whether sums of two are divided by the root of 2
 * @param resampling how images are halved and doubled
 * @param convolved whether DDPM's blocks are halved and doubled with a convolution
 * @param lastScale of the weights that end a block, which then begins as next to nothing
 * @param convolvedShortcut whether the shortcut of DDPM's blocks looks at the pixels around, too,
 *     where it changes the channels; in no published network
 */
public record BlockStyle(
    Kind kind,
    Groups groups,
    Activation activation,
    double dropout,
    boolean rescaled,
    Resampling resampling,
    boolean convolved,
    double lastScale,
    boolean convolvedShortcut) {
  private static final double EPSILON = 1e-6;
  private static final double NEXT_TO_NOTHING = 1e-10;

  /**
   * @throws IllegalArgumentException if BigGAN's blocks are to have another shortcut than theirs
   */
  public BlockStyle {
    if (convolvedShortcut && kind != Kind.DDPM) {
      throw new IllegalArgumentException(
          "block style: only DDPM's blocks have a convolution of 3x3 pixels as a shortcut");
    }
  }

  /** With the shortcuts of the published networks. */
  public BlockStyle(
      Kind kind,
      Groups groups,
      Activation activation,
      double dropout,
      boolean rescaled,
      Resampling resampling,
      boolean convolved,
      double lastScale) {
    this(kind, groups, activation, dropout, rescaled, resampling, convolved, lastScale, false);
  }

  /** The same with shortcuts that are convolutions of 3x3 pixels. */
  public BlockStyle withConvolvedShortcut() {
    return new BlockStyle(
        kind, groups, activation, dropout, rescaled, resampling, convolved, lastScale, true);
  }

  /** Whose residual blocks. */
  public enum Kind {
    /** DDPM's, with layers of their own that halve and double. */
    DDPM,
    /** BigGAN's, which halve and double themselves. */
    BIGGAN
  }

  /** How many groups a number of channels is normalized in. */
  @FunctionalInterface
  public interface Groups {
    /** A group for every four channels, 32 at most: NCSN++ and DDPM++. */
    Groups OF_FOUR = channels -> Math.min(channels / 4, 32);

    /** Of so many channels. */
    int of(int channels);

    /** Always as many: 32 in DDPM. */
    static Groups always(int count) {
      return channels -> count;
    }
  }

  /** DDPM's. */
  public static BlockStyle ddpm(double dropout) {
    return new BlockStyle(
        Kind.DDPM, Groups.always(32), Activation.SWISH, dropout, false, Resampling.NAIVE, true, 0);
  }

  /** DDPM++'s. */
  public static BlockStyle ddpmPlusPlus(double dropout) {
    return new BlockStyle(
        Kind.BIGGAN, Groups.OF_FOUR, Activation.SWISH, dropout, true, Resampling.NAIVE, true, 0);
  }

  /** NCSN++'s. */
  public static BlockStyle ncsnPlusPlus(double dropout) {
    return new BlockStyle(
        Kind.BIGGAN,
        Groups.OF_FOUR,
        Activation.SWISH,
        dropout,
        true,
        Resampling.fir(1, 3, 3, 1),
        true,
        0);
  }

  GroupNorm norm(Parameters parameters, int channels) {
    return new GroupNorm(parameters, groups.of(channels), channels, EPSILON);
  }

  /** As small as it may be: with nothing at all, nothing before it would be trained. */
  double last() {
    return lastScale == 0 ? NEXT_TO_NOTHING : lastScale;
  }

  /** The sum of what came in and what was made of it. */
  Tensor joined(Tensor x, Tensor change) {
    Tensor sum = x.add(change);
    return rescaled ? sum.multiply(Math.sqrt(0.5)) : sum;
  }

  /** Half the sides by a layer of its own. */
  Layer halving(Parameters parameters, int channels) {
    return convolved
        ? resampling.convolvedDown(parameters, channels, channels)
        : (pass, x) -> resampling.down(x);
  }

  /** Twice the sides by a layer of its own. */
  Layer doubling(Parameters parameters, int channels) {
    return convolved
        ? resampling.convolvedUp(parameters, channels, channels)
        : (pass, x) -> resampling.up(x);
  }
}

package org.ncsn.resnet;

import org.ncsn.kernel.ConvGeometry;
import org.ncsn.nn.Conv2d;
import org.ncsn.nn.GroupNorm;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.TransposedConv2d;
import org.ncsn.primitive.Elementwise;
import org.ncsn.tensor.Tensor;

/**
 * Convolution, group norm, ELU, convolution, group norm; plus the input, by a convolution of its
 * own if size and channels change; ELU. {@code [N,H,W,Cin] -> [N,H',W',Cout]}.
 */
final class ResidualBlock implements Layer {
  /** Channels are normalized in so many groups. */
  static final int GROUPS = 8;

  private static final ConvGeometry HALVING = ConvGeometry.of(2, 1, 1);

  private final Layer first;
  private final GroupNorm firstNorm;
  private final Layer second;
  private final GroupNorm secondNorm;
  private final Layer shortcut;

  /** A 3x3 convolution of one kind or the other. */
  @FunctionalInterface
  private interface Conv {
    Layer create(Parameters parameters, int in, int out);
  }

  /**
   * @param resize makes the shortcut's convolution; {@code null} if the input is added as it is
   */
  private ResidualBlock(
      Parameters parameters, int in, int out, Conv first, Conv second, Conv resize) {
    Parameters main = parameters.at("main");
    this.first = first.create(main.at(0), in, out);
    this.firstNorm = new GroupNorm(main.at(1), GROUPS, out);
    this.second = second.create(main.at(3), out, out);
    this.secondNorm = new GroupNorm(main.at(4), GROUPS, out);
    this.shortcut = resize == null ? null : resize.create(parameters.at("residual"), in, out);
  }

  /** Size and channels stay. */
  static ResidualBlock same(Parameters parameters, int channels) {
    return new ResidualBlock(
        parameters, channels, channels, Conv2d::conv3x3, Conv2d::conv3x3, null);
  }

  /** The image is halved, by the first convolution. */
  static ResidualBlock halving(Parameters parameters, int in, int out) {
    Conv halve = (own, from, to) -> Conv2d.of(own, from, to, 3, HALVING, true);
    return new ResidualBlock(parameters, in, out, halve, Conv2d::conv3x3, halve);
  }

  /** Size and channels stay, by transposed convolutions. */
  static ResidualBlock sameTransposed(Parameters parameters, int channels) {
    Conv keep = TransposedConv2d::conv3x3;
    return new ResidualBlock(parameters, channels, channels, keep, keep, null);
  }

  /** The image is doubled, by the second of the transposed convolutions. */
  static ResidualBlock doubling(Parameters parameters, int in, int out) {
    Conv enlarge = TransposedConv2d::doubling3x3;
    return new ResidualBlock(parameters, in, out, TransposedConv2d::conv3x3, enlarge, enlarge);
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    Tensor hidden = Elementwise.elu(firstNorm.apply(pass, first.apply(pass, x)));
    Tensor main = secondNorm.apply(pass, second.apply(pass, hidden));
    Tensor kept = shortcut == null ? x : shortcut.apply(pass, x);
    return Elementwise.elu(main.add(kept));
  }
}

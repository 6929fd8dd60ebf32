package org.ncsn.refinenet;

import org.ncsn.nn.Activation;
import org.ncsn.nn.Conv2d;
import org.ncsn.nn.ConvMeanPool;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.tensor.Tensor;

/**
 * A pre-activation residual block: norm, activation, convolution, norm, activation, convolution,
 * plus a shortcut from the block's raw input.
 */
public final class Residual implements Layer {
  private final Activation activation;
  private final Layer norm1;
  private final Layer conv1;
  private final Layer norm2;
  private final Layer conv2;
  private final Layer shortcut;

  /** Makes a convolution {@code [N,H,W,in] -> [N,H',W',out]}. */
  @FunctionalInterface
  private interface Maker {
    Layer create(Parameters parameters, int in, int out);

    /** The same, and the identity where it leads to as many channels. */
    default Maker unlessSame() {
      return (parameters, in, out) -> in == out ? (pass, x) -> x : create(parameters, in, out);
    }
  }

  private record Convolutions(Maker first, Maker second, Maker shortcut) {}

  /** The order of declaration is PyTorch's. */
  private Residual(
      Parameters parameters,
      int in,
      int middle,
      int out,
      Convolutions convolutions,
      BlockStyle style) {
    activation = style.activation();
    conv1 = convolutions.first.create(parameters.at("conv1"), in, middle);
    norm2 = style.encoder().create(parameters.at("normalize2"), middle);
    conv2 = convolutions.second.create(parameters.at("conv2"), middle, out);
    shortcut = convolutions.shortcut.create(parameters.at("shortcut"), in, out);
    norm1 = style.encoder().create(parameters.at("normalize1"), in);
  }

  private static Maker dilated(int dilation) {
    return (parameters, in, out) -> Conv2d.dilated3x3(parameters, in, out, dilation);
  }

  /**
   * {@code [N,H,W,in] -> [N,H,W,out]}; the shortcut is the identity, or 1x1 where channels differ.
   */
  public static Residual plain(Parameters parameters, int in, int out, BlockStyle style) {
    Maker shortcut = Conv2d::conv1x1;
    Convolutions convolutions =
        new Convolutions(Conv2d::conv3x3, Conv2d::conv3x3, shortcut.unlessSame());
    return new Residual(parameters, in, out, out, convolutions, style);
  }

  /** {@code [N,H,W,in] -> [N,H/2,W/2,out]}. */
  public static Residual halving(Parameters parameters, int in, int out, BlockStyle style) {
    Convolutions convolutions =
        new Convolutions(Conv2d::conv3x3, ConvMeanPool::conv3x3, ConvMeanPool::conv1x1);
    return new Residual(parameters, in, in, out, convolutions, style);
  }

  /** {@code [N,H,W,in] -> [N,H,W,out]} in place of halving: a wider view at the same resolution. */
  public static Residual dilatedDown(
      Parameters parameters, int in, int out, int dilation, BlockStyle style) {
    Maker conv = dilated(dilation);
    return new Residual(parameters, in, in, out, new Convolutions(conv, conv, conv), style);
  }

  /**
   * {@code [N,H,W,in] -> [N,H,W,out]} with dilated convolutions, also in a shortcut that widens.
   */
  public static Residual dilated(
      Parameters parameters, int in, int out, int dilation, BlockStyle style) {
    Maker conv = dilated(dilation);
    Convolutions convolutions = new Convolutions(conv, conv, conv.unlessSame());
    return new Residual(parameters, in, out, out, convolutions, style);
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    Tensor hidden = conv1.apply(pass, activation.of(norm1.apply(pass, x)));
    Tensor output = conv2.apply(pass, activation.of(norm2.apply(pass, hidden)));
    return shortcut.apply(pass, x).add(output);
  }
}

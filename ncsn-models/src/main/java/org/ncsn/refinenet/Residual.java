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

  private Residual(
      Activation activation, Layer norm1, Layer conv1, Layer norm2, Layer conv2, Layer shortcut) {
    this.activation = activation;
    this.norm1 = norm1;
    this.conv1 = conv1;
    this.norm2 = norm2;
    this.conv2 = conv2;
    this.shortcut = shortcut;
  }

  // The order of declaration is PyTorch's: conv1, normalize2, conv2, shortcut, normalize1.

  /**
   * {@code [N,H,W,in] -> [N,H,W,out]}; the shortcut is the identity, or 1x1 where channels differ.
   */
  public static Residual plain(Parameters parameters, int in, int out, BlockStyle style) {
    Layer conv1 = Conv2d.conv3x3(parameters.at("conv1"), in, out);
    Layer norm2 = style.encoder().create(parameters.at("normalize2"), out);
    Layer conv2 = Conv2d.conv3x3(parameters.at("conv2"), out, out);
    Layer shortcut =
        in == out ? (pass, x) -> x : Conv2d.conv1x1(parameters.at("shortcut"), in, out);
    return new Residual(
        style.activation(),
        style.encoder().create(parameters.at("normalize1"), in),
        conv1,
        norm2,
        conv2,
        shortcut);
  }

  /** {@code [N,H,W,in] -> [N,H/2,W/2,out]}. */
  public static Residual halving(Parameters parameters, int in, int out, BlockStyle style) {
    Layer conv1 = Conv2d.conv3x3(parameters.at("conv1"), in, in);
    Layer norm2 = style.encoder().create(parameters.at("normalize2"), in);
    Layer conv2 = ConvMeanPool.conv3x3(parameters.at("conv2"), in, out);
    Layer shortcut = ConvMeanPool.conv1x1(parameters.at("shortcut"), in, out);
    return new Residual(
        style.activation(),
        style.encoder().create(parameters.at("normalize1"), in),
        conv1,
        norm2,
        conv2,
        shortcut);
  }

  /** {@code [N,H,W,in] -> [N,H,W,out]} in place of halving: a wider view at the same resolution. */
  public static Residual dilatedDown(
      Parameters parameters, int in, int out, int dilation, BlockStyle style) {
    Layer conv1 = Conv2d.dilated3x3(parameters.at("conv1"), in, in, dilation);
    Layer norm2 = style.encoder().create(parameters.at("normalize2"), in);
    Layer conv2 = Conv2d.dilated3x3(parameters.at("conv2"), in, out, dilation);
    Layer shortcut = Conv2d.dilated3x3(parameters.at("shortcut"), in, out, dilation);
    return new Residual(
        style.activation(),
        style.encoder().create(parameters.at("normalize1"), in),
        conv1,
        norm2,
        conv2,
        shortcut);
  }

  /**
   * {@code [N,H,W,in] -> [N,H,W,out]} with dilated convolutions, also in a shortcut that widens.
   */
  public static Residual dilated(
      Parameters parameters, int in, int out, int dilation, BlockStyle style) {
    Layer conv1 = Conv2d.dilated3x3(parameters.at("conv1"), in, out, dilation);
    Layer norm2 = style.encoder().create(parameters.at("normalize2"), out);
    Layer conv2 = Conv2d.dilated3x3(parameters.at("conv2"), out, out, dilation);
    Layer shortcut =
        in == out
            ? (pass, x) -> x
            : Conv2d.dilated3x3(parameters.at("shortcut"), in, out, dilation);
    return new Residual(
        style.activation(),
        style.encoder().create(parameters.at("normalize1"), in),
        conv1,
        norm2,
        conv2,
        shortcut);
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    Tensor hidden = conv1.apply(pass, activation.of(norm1.apply(pass, x)));
    Tensor output = conv2.apply(pass, activation.of(norm2.apply(pass, hidden)));
    return shortcut.apply(pass, x).add(output);
  }
}

package org.ncsn.nn;

import org.ncsn.kernel.PoolWindow;
import org.ncsn.primitive.Pooling;
import org.ncsn.tensor.Tensor;

/** A convolution, then the mean of every 2x2 pixels: {@code [N,H,W,Cin] -> [N,H/2,W/2,Cout]}. */
public final class ConvMeanPool implements Layer {
  static final PoolWindow HALVING = new PoolWindow(2, 2, 0);

  private final Layer conv;

  private ConvMeanPool(Layer conv) {
    this.conv = conv;
  }

  /** With a 3x3 kernel. */
  public static ConvMeanPool conv3x3(Parameters parameters, int in, int out) {
    return new ConvMeanPool(Conv2d.conv3x3(parameters.at("conv"), in, out));
  }

  /** With a 1x1 kernel. */
  public static ConvMeanPool conv1x1(Parameters parameters, int in, int out) {
    return new ConvMeanPool(Conv2d.conv1x1(parameters.at("conv"), in, out));
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    return Pooling.average(conv.apply(pass, x), HALVING);
  }
}

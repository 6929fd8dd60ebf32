package org.ncsn.nn;

import org.ncsn.primitive.Pooling;
import org.ncsn.tensor.Tensor;

/**
 * The mean of every 2x2 pixels, then a 3x3 convolution: {@code [N,H,W,Cin] -> [N,H/2,W/2,Cout]}.
 */
public final class MeanPoolConv implements Layer {
  private final Conv2d conv;

  public MeanPoolConv(Parameters parameters, int in, int out) {
    conv = Conv2d.conv3x3(parameters.at("conv"), in, out);
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    return conv.apply(pass, Pooling.average(x, ConvMeanPool.HALVING));
  }
}

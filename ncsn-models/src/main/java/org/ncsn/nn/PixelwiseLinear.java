package org.ncsn.nn;

import org.ncsn.array.Shape;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.primitive.Matrices;
import org.ncsn.tensor.Tensor;

/**
 * The same linear map of every pixel, {@code [N,H,W,in] -> [N,H,W,out]}: a 1x1 convolution whose
 * weight is stored as {@code [in,out]} ("network in network").
 */
public final class PixelwiseLinear implements Layer {
  private final Parameter weight;
  private final Parameter bias;

  /**
   * @param scale of the weights' variance, with which outputs and gradients would be as large as
   *     inputs
   */
  public PixelwiseLinear(Parameters parameters, int in, int out, double scale) {
    Initializer weights = Initializer.balanced(in, out, scale);
    weight = parameters.declare("W", Shape.of(in, out), Layout.SAME, weights);
    bias = parameters.declare("b", Shape.of(out), Layout.SAME, Initializer.constant(0));
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    Shape images = x.shape();
    int channels = images.extent(3);
    Tensor pixels = x.reshape(images.intSize() / channels, channels);
    Tensor mapped = Matrices.matmul(pixels, pass.of(weight)).add(pass.of(bias));
    return mapped.reshape(images.with(3, bias.shape().extent(0)).extents());
  }
}

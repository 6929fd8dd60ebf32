package org.ncsn.nn;

import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.primitive.Convolution;
import org.ncsn.tensor.Tensor;

/** A transposed 3x3 convolution with bias, {@code [N,H,W,Cin] -> [N,H',W',Cout]}. */
public final class TransposedConv2d implements Layer {
  private static final int TAPS = 3;

  private final Parameter weight;
  private final Parameter bias;
  private final ConvGeometry geometry;
  private final int outputPad;

  private TransposedConv2d(Parameters parameters, int in, int out, int stride) {
    // PyTorch counts the fan-in of the convolution that this is the adjoint of.
    Initializer initializer = Initializer.fanIn(out * TAPS * TAPS);
    this.geometry = ConvGeometry.of(stride, 1, 1);
    this.outputPad = stride - 1;
    this.weight =
        parameters.declare("weight", Shape.of(TAPS, TAPS, out, in), Layout.KERNEL, initializer);
    this.bias = parameters.declare("bias", Shape.of(out), Layout.SAME, initializer);
  }

  /** The image keeps its size. */
  public static TransposedConv2d conv3x3(Parameters parameters, int in, int out) {
    return new TransposedConv2d(parameters, in, out, 1);
  }

  /** The image doubles its size. */
  public static TransposedConv2d doubling3x3(Parameters parameters, int in, int out) {
    return new TransposedConv2d(parameters, in, out, 2);
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    return Convolution.conv2dTransposed(x, pass.of(weight), geometry, outputPad).add(pass.of(bias));
  }
}

package org.ncsn.nn;

import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.primitive.Convolution;
import org.ncsn.tensor.Tensor;

/** A convolution {@code [N,H,W,Cin] -> [N,H',W',Cout]} with or without a bias. */
public final class Conv2d implements Layer {
  private final Parameter weight;
  private final Parameter bias;
  private final ConvGeometry geometry;

  private Conv2d(
      Parameters parameters, int in, int out, int taps, ConvGeometry geometry, boolean biased) {
    Initializer initializer = Initializer.fanIn(in * taps * taps);
    this.geometry = geometry;
    this.weight =
        parameters.declare("weight", Shape.of(taps, taps, in, out), Layout.KERNEL, initializer);
    this.bias = biased ? parameters.declare("bias", Shape.of(out), Layout.SAME, initializer) : null;
  }

  private Conv2d(Parameter weight, Parameter bias, ConvGeometry geometry) {
    this.geometry = geometry;
    this.weight = weight;
    this.bias = bias;
  }

  /**
   * Any convolution with a square kernel and a bias that begins as 0.
   *
   * @param scale of the weights' variance, with which outputs and gradients would be as large as
   *     inputs
   */
  public static Conv2d balanced(
      Parameters parameters, int in, int out, int taps, ConvGeometry geometry, double scale) {
    Initializer weights = Initializer.balanced(in * taps * taps, out * taps * taps, scale);
    return new Conv2d(
        parameters.declare("weight", Shape.of(taps, taps, in, out), Layout.KERNEL, weights),
        parameters.declare("bias", Shape.of(out), Layout.SAME, Initializer.constant(0)),
        geometry);
  }

  /** Any convolution with a square kernel. */
  public static Conv2d of(
      Parameters parameters, int in, int out, int taps, ConvGeometry geometry, boolean biased) {
    return new Conv2d(parameters, in, out, taps, geometry, biased);
  }

  /** 3x3 with bias; the image keeps its size. */
  public static Conv2d conv3x3(Parameters parameters, int in, int out) {
    return dilated3x3(parameters, in, out, 1);
  }

  /** 3x3 without bias; the image keeps its size. */
  public static Conv2d conv3x3WithoutBias(Parameters parameters, int in, int out) {
    return new Conv2d(parameters, in, out, 3, ConvGeometry.of(1, 1, 1), false);
  }

  /** 3x3 with bias, taps {@code dilation} pixels apart; the image keeps its size. */
  public static Conv2d dilated3x3(Parameters parameters, int in, int out, int dilation) {
    return new Conv2d(parameters, in, out, 3, ConvGeometry.of(1, dilation, dilation), true);
  }

  /** 1x1 with bias. */
  public static Conv2d conv1x1(Parameters parameters, int in, int out) {
    return new Conv2d(parameters, in, out, 1, ConvGeometry.of(1, 0, 1), true);
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    Tensor convolved = Convolution.conv2d(x, pass.of(weight), geometry);
    return bias == null ? convolved : convolved.add(pass.of(bias));
  }
}

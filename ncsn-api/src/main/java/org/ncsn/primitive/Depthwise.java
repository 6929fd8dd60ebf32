package org.ncsn.primitive;

import java.util.List;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.DepthwiseGeometry;
import org.ncsn.kernel.Kernels;
import org.ncsn.tensor.Tensor;

/**
 * The convolution of each channel of images {@code [N,H,W,C]} with a kernel of its own, {@code
 * [kH,kW,C]}, and its two adjoints.
 */
public final class Depthwise {
  private Depthwise() {}

  /**
   * Every channel convolved (cross-correlated) with its own kernel, zeros around the image.
   *
   * @param image {@code [N,H,W,C]}
   * @param kernel {@code [kH,kW,C]}
   * @return {@code [N,H',W',C]}
   */
  public static Tensor conv2d(Tensor image, Tensor kernel, ConvGeometry window) {
    DepthwiseGeometry geometry = new DepthwiseGeometry(image.shape(), kernel.shape(), window);
    return Tensor.apply(new Conv2d(geometry), image, kernel);
  }

  private static Tensor inputGradient(Tensor ct, Tensor kernel, DepthwiseGeometry geometry) {
    return Tensor.apply(new InputGradient(geometry), ct, kernel);
  }

  private static Tensor kernelGradient(Tensor image, Tensor ct, DepthwiseGeometry geometry) {
    return Tensor.apply(new KernelGradient(geometry), image, ct);
  }

  private static void check(String name, List<TensorType> operands, DepthwiseGeometry geometry) {
    Rules.floating(name, operands);
    Shape image = geometry.image();
    Shape kernel = geometry.kernel();
    if (image.rank() != 4 || kernel.rank() != 3 || image.extent(3) != kernel.extent(2)) {
      throw Rules.broken(
          name, "takes images [N,H,W,C] and a kernel [kH,kW,C], found " + image + " and " + kernel);
    }
    Shape output = outputOf(geometry);
    if (output.extent(1) < 1 || output.extent(2) < 1 || geometry.channels() < 1) {
      throw Rules.broken(
          name,
          "kernel "
              + kernel
              + " is larger than the padded input "
              + image
              + " ("
              + geometry.window()
              + ")");
    }
  }

  /** Nothing is left of an image that is smaller than the kernel. */
  private static Shape outputOf(DepthwiseGeometry geometry) {
    try {
      return geometry.output();
    } catch (IllegalArgumentException negative) {
      return geometry.image().with(1, 0);
    }
  }

  private static void fits(String name, String what, TensorType found, Shape expected) {
    if (!found.shape().equals(expected)) {
      throw Rules.broken(name, what + " has shape " + expected + ", found " + found.shape());
    }
  }

  /** The convolution. */
  public record Conv2d(DepthwiseGeometry geometry) implements Differentiable {
    @Override
    public String name() {
      return "depthwiseConv2d";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      check(name(), operands, geometry);
      fits(name(), "the image", operands.get(0), geometry.image());
      fits(name(), "the kernel", operands.get(1), geometry.kernel());
      return operands.get(0).with(geometry.output());
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.convolution().depthwise(operands.get(0), operands.get(1), geometry, kernels);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      return operand == 0
          ? inputGradient(ct, operands.get(1), geometry)
          : kernelGradient(operands.get(0), ct, geometry);
    }
  }

  /** From a gradient at the output and the kernel: the gradient at the image. */
  public record InputGradient(DepthwiseGeometry geometry) implements Differentiable {
    @Override
    public String name() {
      return "depthwiseConv2dInputGradient";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      check(name(), operands, geometry);
      fits(name(), "the output", operands.get(0), geometry.output());
      fits(name(), "the kernel", operands.get(1), geometry.kernel());
      return operands.get(0).with(geometry.image());
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels
          .convolution()
          .depthwiseInputGradient(operands.get(0), operands.get(1), geometry, kernels);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      return operand == 0
          ? Tensor.apply(new Conv2d(geometry), ct, operands.get(1))
          : kernelGradient(ct, operands.get(0), geometry);
    }
  }

  /** From the image and a gradient at the output: the gradient at the kernel. */
  public record KernelGradient(DepthwiseGeometry geometry) implements Differentiable {
    @Override
    public String name() {
      return "depthwiseConv2dKernelGradient";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      check(name(), operands, geometry);
      fits(name(), "the image", operands.get(0), geometry.image());
      fits(name(), "the output", operands.get(1), geometry.output());
      return operands.get(0).with(geometry.kernel());
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels
          .convolution()
          .depthwiseKernelGradient(operands.get(0), operands.get(1), geometry, kernels);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      return operand == 0
          ? inputGradient(operands.get(1), ct, geometry)
          : Tensor.apply(new Conv2d(geometry), operands.get(0), ct);
    }
  }
}

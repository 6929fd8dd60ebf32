package org.ncsn.primitive;

import java.util.List;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.Kernels;
import org.ncsn.tensor.Tensor;

/**
 * The convolution of deep learning (a cross-correlation) with images {@code [N,H,W,C]} and kernels
 * {@code [kH,kW,Cin,Cout]}. It and its two adjoints are a closed family: the gradient of each is
 * made of the other two.
 */
public final class Convolution {
  private Convolution() {}

  /** An image {@code [N,H,W,Cin]} convolved to {@code [N,H',W',Cout]}. */
  public static Tensor conv2d(Tensor image, Tensor kernel, ConvGeometry geometry) {
    return Tensor.apply(new Conv2d(geometry), image, kernel);
  }

  /**
   * The transposed convolution: from {@code [N,H',W',Cout]} to {@code [N,H,W,Cin]}, the adjoint of
   * {@link #conv2d} with the same kernel {@code [kH,kW,Cin,Cout]}.
   *
   * @param outputPad rows and columns added at the end, to choose among the sizes that the
   *     convolution would map to this input; below the stride
   */
  public static Tensor conv2dTransposed(
      Tensor x, Tensor kernel, ConvGeometry geometry, int outputPad) {
    Shape taps = kernel.shape();
    Rules.rank("conv2dTransposed", "an image", x.type(), 4);
    Rules.rank("conv2dTransposed", "a kernel", kernel.type(), 4);
    if (x.shape().extent(3) != taps.extent(3)) {
      throw Rules.broken(
          "conv2dTransposed",
          "input has "
              + x.shape().extent(3)
              + " channels "
              + x.shape()
              + ", kernel expects "
              + taps.extent(3)
              + " "
              + taps);
    }
    int height =
        (x.shape().extent(1) - 1) * geometry.strideH()
            - 2 * geometry.padH()
            + geometry.dilationH() * (taps.extent(0) - 1)
            + outputPad
            + 1;
    int width =
        (x.shape().extent(2) - 1) * geometry.strideW()
            - 2 * geometry.padW()
            + geometry.dilationW() * (taps.extent(1) - 1)
            + outputPad
            + 1;
    if (height < 1 || width < 1) {
      throw Rules.broken(
          "conv2dTransposed",
          "nothing is left of "
              + x.shape()
              + " with kernel "
              + taps
              + " once the padding is taken away ("
              + geometry
              + ")");
    }
    Shape image = Shape.of(x.shape().extent(0), height, width, taps.extent(2));
    return inputGradient(x, kernel, image, geometry);
  }

  private static Tensor inputGradient(
      Tensor cotangent, Tensor kernel, Shape image, ConvGeometry geometry) {
    return Tensor.apply(new InputGradient(image, geometry), cotangent, kernel);
  }

  private static Tensor kernelGradient(
      Tensor image, Tensor cotangent, Shape kernel, ConvGeometry geometry) {
    return Tensor.apply(new KernelGradient(kernel, geometry), image, cotangent);
  }

  private static Shape output(String name, Shape image, Shape kernel, ConvGeometry geometry) {
    if (image.extent(3) != kernel.extent(2)) {
      throw Rules.broken(
          name,
          "input has "
              + image.extent(3)
              + " channels "
              + image
              + ", kernel expects "
              + kernel.extent(2)
              + " "
              + kernel);
    }
    Shape output;
    try {
      output = geometry.output(image, kernel);
    } catch (IllegalArgumentException negative) {
      throw tooLarge(name, image, kernel, geometry);
    }
    if (output.extent(1) < 1 || output.extent(2) < 1) {
      throw tooLarge(name, image, kernel, geometry);
    }
    return output;
  }

  private static IllegalArgumentException tooLarge(
      String name, Shape image, Shape kernel, ConvGeometry geometry) {
    return Rules.broken(
        name,
        "kernel " + kernel + " is larger than the padded input " + image + " (" + geometry + ")");
  }

  private static void cotangentFits(String name, Shape cotangent, Shape expected) {
    if (!cotangent.equals(expected)) {
      throw Rules.broken(name, "the output has shape " + expected + ", found " + cotangent);
    }
  }

  private static void images(String name, List<TensorType> operands) {
    Rules.floating(name, operands);
    operands.forEach(operand -> Rules.rank(name, "an image or a kernel", operand, 4));
  }

  /** The convolution. */
  public record Conv2d(ConvGeometry geometry) implements Differentiable {
    @Override
    public String name() {
      return "conv2d";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      images(name(), operands);
      Shape image = operands.get(0).shape();
      return operands.get(0).with(output(name(), image, operands.get(1).shape(), geometry));
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.convolution().conv2d(operands.get(0), operands.get(1), geometry);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      Tensor image = operands.get(0);
      Tensor kernel = operands.get(1);
      return operand == 0
          ? inputGradient(ct, kernel, image.shape(), geometry)
          : kernelGradient(image, ct, kernel.shape(), geometry);
    }
  }

  /** From a gradient at the output and the kernel: the gradient at the image. */
  public record InputGradient(Shape image, ConvGeometry geometry) implements Differentiable {
    @Override
    public String name() {
      return "conv2dInputGradient";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      images(name(), operands);
      Shape cotangent = operands.get(0).shape();
      cotangentFits(name(), cotangent, output(name(), image, operands.get(1).shape(), geometry));
      return operands.get(0).with(image);
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.convolution().inputGradient(operands.get(0), operands.get(1), image, geometry);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      Tensor kernel = operands.get(1);
      return operand == 0
          ? conv2d(ct, kernel, geometry)
          : kernelGradient(ct, operands.get(0), kernel.shape(), geometry);
    }
  }

  /** From the image and a gradient at the output: the gradient at the kernel. */
  public record KernelGradient(Shape kernel, ConvGeometry geometry) implements Differentiable {
    @Override
    public String name() {
      return "conv2dKernelGradient";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      images(name(), operands);
      Shape image = operands.get(0).shape();
      cotangentFits(name(), operands.get(1).shape(), output(name(), image, kernel, geometry));
      return operands.get(0).with(kernel);
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels
          .convolution()
          .kernelGradient(operands.get(0), operands.get(1), kernel, geometry);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      Tensor image = operands.get(0);
      return operand == 0
          ? inputGradient(operands.get(1), ct, image.shape(), geometry)
          : conv2d(image, ct, geometry);
    }
  }
}

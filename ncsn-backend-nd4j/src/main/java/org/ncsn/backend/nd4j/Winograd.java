package org.ncsn.backend.nd4j;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.ncsn.array.Shape;
import org.ncsn.backend.nd4j.vector.WinogradConvolution;
import org.ncsn.backend.nd4j.vector.WinogradKernel;
import org.ncsn.backend.nd4j.vector.WinogradKernelGradient;
import org.ncsn.backend.nd4j.vector.WinogradSizes;
import org.ncsn.backend.nd4j.vector.Workers;
import org.ncsn.kernel.ConvGeometry;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Convolutions with 3 x 3 kernels by Winograd's algorithm, which takes a quarter of the
 * multiplications. ND4J's library has it for AVX-512 only, and there for gradients only.
 *
 * @param rule for which sizes it is used
 */
record Winograd(Machine machine, Workers workers, Predicate<WinogradSizes> rule) {
  /**
   * How a convolution would be computed; nothing where it cannot be, or where the library is as
   * fast.
   */
  Optional<WinogradSizes> sizes(Nd4jArray image, Shape kernel, ConvGeometry geometry) {
    boolean fits =
        image.type() == DataType.FLOAT
            && !image.isEmpty()
            && kernel.extent(0) == 3
            && kernel.extent(1) == 3
            && geometry.isDense()
            && geometry.strideH() == 1
            && geometry.strideW() == 1
            && geometry.padH() <= 2
            && geometry.padW() <= 2
            && geometry.outputHeight(image.extent(1), 3) > 0
            && geometry.outputWidth(image.extent(2), 3) > 0
            && kernel.size() > 0;
    if (!fits) {
      return Optional.empty();
    }
    WinogradSizes sizes =
        new WinogradSizes(
            image.extent(0),
            image.extent(1),
            image.extent(2),
            image.extent(3),
            geometry.padH(),
            geometry.padW(),
            kernel.extent(3));
    return sizes.isAddressable() && rule.test(sizes) ? Optional.of(sizes) : Optional.empty();
  }

  /**
   * A convolution.
   *
   * @param bias {@code [Cout]}, added to every pixel, if there is one
   */
  Nd4jArray convolution(
      WinogradSizes sizes, Nd4jArray image, Nd4jArray kernel, Optional<Nd4jArray> bias) {
    Nd4jArray transformed =
        machine.derived(
            kernel,
            "winograd",
            k ->
                machine.apply(
                    new JavaOperation(new WinogradKernel(sizes.ofKernel()), workers),
                    DataType.FLOAT,
                    Shape.of(sizes.transformedKernel()),
                    k));
    Nd4jArray result =
        machine.apply(
            new JavaOperation(new WinogradConvolution(sizes), workers),
            DataType.FLOAT,
            Shape.of(sizes.images(), sizes.outHeight(), sizes.outWidth(), sizes.outputs()),
            Stream.concat(Stream.of(image, transformed), bias.stream()).toArray(Nd4jArray[]::new));
    machine.release(transformed);
    return result;
  }

  /** The gradient at a convolution's kernel. */
  Nd4jArray kernelGradient(WinogradSizes sizes, Nd4jArray image, Nd4jArray cotangent) {
    Nd4jArray result =
        machine.allocate(DataType.FLOAT, Shape.of(3, 3, sizes.inputs(), sizes.outputs()));
    machine.run(
        new JavaOperation(new WinogradKernelGradient(sizes), workers),
        List.of(image, cotangent),
        List.of(result));
    return result;
  }
}

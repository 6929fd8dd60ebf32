package org.ncsn.backend.nd4j;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.lowering.WinogradFit;
import org.ncsn.vector.WinogradConvolution;
import org.ncsn.vector.WinogradKernel;
import org.ncsn.vector.WinogradKernelGradient;
import org.ncsn.vector.WinogradSizes;
import org.ncsn.vector.Workers;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Convolutions with 3 x 3 kernels by Winograd's algorithm, which takes a quarter of the
 * multiplications. ND4J's library has it for AVX-512 only, and there for gradients only.
 *
 * @param fit for which convolutions it is used
 */
record Winograd(Machine machine, Workers workers, WinogradFit fit) {
  /**
   * How a convolution would be computed; nothing where it cannot be, or where the library is as
   * fast.
   */
  Optional<WinogradSizes> sizes(Nd4jArray image, Shape kernel, ConvGeometry geometry) {
    TensorType type = new TensorType(Transfer.type(image.type()), image.shape());
    return fit.sizes(type, kernel, geometry);
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

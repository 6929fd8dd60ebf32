package org.ncsn.backend.djl;

import ai.djl.ndarray.NDArray;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.ConvolutionKernels;
import org.ncsn.spi.BackendOptions.Precision;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * Finds out whether this TensorFlow computes with oneDNN's kernels. Where it does not, it refuses
 * gradients of dilated convolutions.
 */
final class OneDnnProbe {
  /** So many that products are rounded where bfloat16 is wanted. */
  private static final int CHANNELS = 8;

  private OneDnnProbe() {}

  /**
   * @param precision of the products: oneDNN has bfloat16 only for processors with AVX-512
   */
  static boolean passes(EagerOps ops, Precision precision) {
    ConvolutionKernels<NDArray> kernels =
        new TfConvolution<>(ops, new Products<>(ops, precision), true);
    ConvGeometry dilated = ConvGeometry.of(1, 2, 2);
    Shape pixel = Shape.of(1, 1, 1, CHANNELS);
    Shape taps = Shape.of(3, 3, CHANNELS, CHANNELS);
    try (NDArray image = ops.constant(HostArray.zeros(new TensorType(DType.FLOAT32, pixel)));
        NDArray kernel = ops.constant(HostArray.zeros(new TensorType(DType.FLOAT32, taps)))) {
      kernels.inputGradient(image, kernel, pixel, dilated).close();
      kernels.kernelGradient(image, image, taps, dilated).close();
      return true;
    } catch (TFInvalidArgumentException | TFUnimplementedException | TensorFlowException refused) {
      // They have no other class in common than the one that every mistake has.
      return false;
    }
  }
}

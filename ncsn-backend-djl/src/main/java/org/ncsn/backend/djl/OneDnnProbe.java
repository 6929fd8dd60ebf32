package org.ncsn.backend.djl;

import ai.djl.ndarray.NDArray;
import org.ncsn.spi.BackendOptions.Precision;
import org.ncsn.spi.ConvGeometry;
import org.ncsn.spi.ConvolutionKernels;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Shape;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * Finds out whether this TensorFlow computes with oneDNN's kernels. Where it does not, it refuses
 * gradients of dilated convolutions.
 */
final class OneDnnProbe {
  private OneDnnProbe() {}

  static boolean passes(EagerOps ops) {
    ConvolutionKernels<NDArray> kernels =
        new TfConvolution<>(ops, new Products<>(ops, Precision.FLOAT32), true);
    ConvGeometry dilated = ConvGeometry.of(1, 2, 2);
    try (NDArray image = ops.constant(HostArray.of(Shape.of(1, 1, 1, 1), 1f));
        NDArray kernel = ops.constant(HostArray.of(Shape.of(3, 3, 1, 1), new float[9]))) {
      kernels.inputGradient(image, kernel, Shape.of(1, 1, 1, 1), dilated).close();
      kernels.kernelGradient(image, image, Shape.of(3, 3, 1, 1), dilated).close();
      return true;
    } catch (TFInvalidArgumentException | TFUnimplementedException | TensorFlowException refused) {
      // They have no other class in common than the one that every mistake has.
      return false;
    }
  }
}

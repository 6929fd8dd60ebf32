package org.ncsn.backend.djl;

import ai.djl.ndarray.NDArray;
import org.ncsn.spi.BackendOptions.Precision;
import org.ncsn.spi.ConvGeometry;
import org.ncsn.spi.ConvolutionKernels;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Shape;
import org.tensorflow.exceptions.TensorFlowException;

/** Finds out whether this TensorFlow computes gradients of dilated convolutions in float32. */
final class DilationProbe {
  private DilationProbe() {}

  static boolean passes(EagerOps ops) {
    ConvolutionKernels<NDArray> kernels =
        new TfConvolution<>(ops, new Products<>(ops, Precision.FLOAT32), true);
    ConvGeometry dilated = ConvGeometry.of(1, 2, 2);
    try (NDArray image = ops.constant(HostArray.of(Shape.of(1, 1, 1, 1), 1f));
        NDArray kernel = ops.constant(HostArray.of(Shape.of(3, 3, 1, 1), new float[9]))) {
      kernels.inputGradient(image, kernel, Shape.of(1, 1, 1, 1), dilated).close();
      kernels.kernelGradient(image, image, Shape.of(3, 3, 1, 1), dilated).close();
      return true;
    } catch (TensorFlowException refused) {
      return false;
    }
  }
}

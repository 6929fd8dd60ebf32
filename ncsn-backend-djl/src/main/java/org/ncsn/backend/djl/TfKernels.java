package org.ncsn.backend.djl;

import org.ncsn.kernel.Kernels;
import org.ncsn.spi.BackendOptions.Precision;

/** All kernels over one kind of operations. */
final class TfKernels {
  private TfKernels() {}

  /**
   * @param precision of convolutions and matrix products
   * @param oneDnn whether TensorFlow has oneDNN's kernels
   */
  static <A> Kernels<A> over(TfOps<A> ops, Precision precision, boolean oneDnn) {
    Products<A> products = new Products<>(ops, precision);
    return new Kernels<>(
        new TfCreation<>(ops),
        new TfElementwise<>(ops, new Fusions<>(ops, oneDnn)),
        new TfReductions<>(ops),
        new TfShaping<>(ops),
        new TfIndexing<>(ops),
        new TfMatrices<>(ops, products),
        new TfConvolution<>(ops, products, oneDnn),
        new TfPooling<>(ops),
        new TfResize<>(ops));
  }
}

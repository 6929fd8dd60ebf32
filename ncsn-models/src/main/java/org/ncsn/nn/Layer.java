package org.ncsn.nn;

import org.ncsn.tensor.Tensor;

/** A function of images {@code [N,H,W,C]} with parameters. */
@FunctionalInterface
public interface Layer {
  Tensor apply(Pass pass, Tensor x);
}

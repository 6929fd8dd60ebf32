package org.ncsn.nn;

import org.ncsn.tensor.Tensor;

/** A function with parameters, of images {@code [N,H,W,C]} or of rows {@code [N,D]}. */
@FunctionalInterface
public interface Layer {
  Tensor apply(Pass pass, Tensor x);
}

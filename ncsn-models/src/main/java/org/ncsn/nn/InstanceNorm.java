package org.ncsn.nn;

import org.ncsn.tensor.Tensor;

/** Instance normalization of images {@code [N,H,W,C]}, without parameters. */
public final class InstanceNorm implements Layer {
  @Override
  public Tensor apply(Pass pass, Tensor x) {
    return Centred.ofPixels(x).normalized();
  }
}

package org.ncsn.loss;

import org.ncsn.noise.NoiseLevels;
import org.ncsn.primitive.Indexing;
import org.ncsn.tensor.Tensor;

/** What annealed losses share. */
final class Perturbation {
  private Perturbation() {}

  /** Each image's standard deviation, {@code [N,1,1,1]}, rounded to {@code float32}. */
  static Tensor sigmas(NoiseLevels levels, Tensor x, Tensor labels) {
    Tensor table = x.constant(levels.table().to(x.dtype()));
    return Indexing.gatherRows(table, labels).reshape(labels.shape().extent(0), 1, 1, 1);
  }
}

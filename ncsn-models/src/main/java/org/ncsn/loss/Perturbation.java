package org.ncsn.loss;

import org.ncsn.noise.NoiseLevels;
import org.ncsn.primitive.Indexing;
import org.ncsn.tensor.Tensor;

/** What annealed losses share. */
final class Perturbation {
  private Perturbation() {}

  /**
   * Each sample's standard deviation, rounded to {@code float32}: {@code [N,1,...]}, of the rank of
   * {@code x}.
   */
  static Tensor sigmas(NoiseLevels levels, Tensor x, Tensor labels) {
    Tensor table = x.constant(levels.table().to(x.dtype()));
    return Indexing.gatherRows(table, labels)
        .reshape(x.shape().with(0, labels.shape().extent(0)).column().extents());
  }
}

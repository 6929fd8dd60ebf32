package org.ncsn.nn;

import java.util.List;
import org.ncsn.tensor.Tensor;

/** Whether a pass is one of training or of evaluation: some layers compute other things in each. */
public sealed interface Mode {
  /** The mode of samplers, scores and test losses. */
  Mode EVALUATION = new Evaluation();

  /** Nothing is dropped, and batches are normalized by what was kept of earlier ones. */
  record Evaluation() implements Mode {}

  /**
   * Features are dropped, and batches are normalized by themselves and taken note of.
   *
   * @param masks values of the network's masks, in order
   * @param statistics takes note of what the network keeps of the batch
   */
  record Training(List<Tensor> masks, Statistics statistics) implements Mode {
    public Training {
      masks = List.copyOf(masks);
    }

    /** A training without dropout. */
    public static Training of(Weights weights) {
      return new Training(List.of(), new Statistics(weights.buffers()));
    }

    Tensor of(DropMask mask) {
      return masks.get(mask.index());
    }
  }
}

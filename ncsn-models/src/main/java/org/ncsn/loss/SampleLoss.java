package org.ncsn.loss;

import java.util.List;
import org.ncsn.tensor.Tensor;

/** A loss that is the mean of one number a sample, at a noise level that is drawn for it. */
public interface SampleLoss extends ScoreMatchingLoss {
  /**
   * The loss of each sample, {@code [N]}.
   *
   * @param x clean images {@code [N,H,W,C]}
   * @param draws what {@link #draw} returned, on the engine; first the index of each sample's noise
   *     level
   */
  Tensor each(ConditionalScore score, Tensor x, List<Tensor> draws);

  @Override
  default Tensor loss(ConditionalScore score, Tensor x, List<Tensor> draws) {
    return each(score, x, draws).mean();
  }
}

package org.ncsn.loss;

import java.util.List;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Tensor;
import org.ncsn.tensor.TensorType;

/**
 * An objective whose minimum is the score. What it draws at random is drawn outside, so that the
 * loss itself is a pure function that can be traced.
 */
public interface ScoreMatchingLoss {
  /**
   * What one evaluation draws at random for a batch.
   *
   * @param batch type of the images, {@code [N,H,W,C]}
   */
  List<HostArray> draw(NoiseSource noise, TensorType batch);

  /**
   * The loss of a batch: a scalar, the mean over its images.
   *
   * @param x clean images {@code [N,H,W,C]}
   * @param draws what {@link #draw} returned, on the engine
   */
  Tensor loss(ConditionalScore score, Tensor x, List<Tensor> draws);
}

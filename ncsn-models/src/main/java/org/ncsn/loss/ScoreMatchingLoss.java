package org.ncsn.loss;

import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Tensor;

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

  /** Whether the score is asked at a noise level that it is told, and not without a word of it. */
  boolean tellsNoise();

  /** How many samples are scored for a batch of so many: more where a loss projects each often. */
  default int scored(int batch) {
    return batch;
  }

  /**
   * The loss of a batch: a scalar, the mean over its images.
   *
   * @param x clean images {@code [N,H,W,C]}
   * @param draws what {@link #draw} returned, on the engine
   */
  Tensor loss(ConditionalScore score, Tensor x, List<Tensor> draws);
}

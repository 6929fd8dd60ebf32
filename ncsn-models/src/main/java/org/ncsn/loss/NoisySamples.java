package org.ncsn.loss;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Tensor;

/**
 * A loss of the samples with normal noise added: images fill no volume, so that their own density
 * has no score.
 */
public final class NoisySamples implements ScoreMatchingLoss {
  private final double sigma;
  private final ScoreMatchingLoss loss;

  /**
   * @param sigma standard deviation of the noise
   */
  public NoisySamples(double sigma, ScoreMatchingLoss loss) {
    this.sigma = sigma;
    this.loss = loss;
  }

  /** Standard normal noise {@code [N,...]}, then what the loss draws. */
  @Override
  public List<HostArray> draw(NoiseSource noise, TensorType batch) {
    List<HostArray> draws = new ArrayList<>(List.of(noise.normal(batch.dtype(), batch.shape())));
    draws.addAll(loss.draw(noise, batch));
    return draws;
  }

  @Override
  public int scored(int batch) {
    return loss.scored(batch);
  }

  @Override
  public boolean tellsNoise() {
    return loss.tellsNoise();
  }

  @Override
  public Tensor loss(ConditionalScore score, Tensor x, List<Tensor> draws) {
    Tensor noisy = x.add(draws.get(0).multiply(sigma));
    return loss.loss(score, noisy, draws.subList(1, draws.size()));
  }
}

package org.ncsn.toy;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.loss.AnnealedDenoising;
import org.ncsn.loss.ConditionalScore;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Tensor;
import org.ncsn.tensor.TensorType;

/**
 * The loss of a {@link ToyNetwork}: one for its estimate of the data's score, plus annealed
 * denoising for its estimate of noisy data's. The two share no parameters, so each part is trained
 * as if it were alone.
 */
public record ToyLoss(ScoreMatchingLoss data, AnnealedDenoising noisy)
    implements ScoreMatchingLoss {
  private static final int NOISY_DRAWS = 2;

  /** What annealed denoising draws, then what the other loss does. */
  @Override
  public List<HostArray> draw(NoiseSource noise, TensorType batch) {
    List<HostArray> draws = new ArrayList<>(noisy.draw(noise, batch));
    draws.addAll(data.draw(noise, batch));
    return draws;
  }

  @Override
  public Tensor loss(ConditionalScore score, Tensor x, List<Tensor> draws) {
    Tensor first = noisy.loss(score, x, draws.subList(0, NOISY_DRAWS));
    return first.add(data.loss(score, x, draws.subList(NOISY_DRAWS, draws.size())));
  }
}

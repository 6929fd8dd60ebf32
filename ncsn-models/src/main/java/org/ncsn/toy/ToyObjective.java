package org.ncsn.toy;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.loss.AnnealedDenoising;
import org.ncsn.loss.Objective;
import org.ncsn.loss.ScoreMatching;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.nn.Network;
import org.ncsn.nn.Weights;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Tensor;

/**
 * The objective of a {@link ToyNetwork}: a loss of its estimate of the data's score, plus annealed
 * denoising of its estimate of noisy data's. The two share no parameters, so each part is trained
 * as if it were alone.
 */
public final class ToyObjective implements Objective {
  private static final int NOISY_DRAWS = 2;

  private final ToyNetwork network;
  private final ScoreMatching data;
  private final ScoreMatching noisy;

  public ToyObjective(ToyNetwork network, ScoreMatchingLoss data, AnnealedDenoising noisy) {
    this.network = network;
    this.data = ScoreMatching.training(network.data(), data);
    this.noisy = ScoreMatching.training(network.noisy(), noisy);
  }

  @Override
  public Network network() {
    return network;
  }

  /** What annealed denoising draws, then what the other loss does. */
  @Override
  public List<HostArray> draw(NoiseSource noise, TensorType batch) {
    List<HostArray> draws = new ArrayList<>(noisy.draw(noise, batch));
    draws.addAll(data.draw(noise, batch));
    return draws;
  }

  @Override
  public Value of(Weights weights, Tensor x, List<Tensor> draws) {
    Value first = noisy.of(weights, x, draws.subList(0, NOISY_DRAWS));
    Value second = data.of(weights, x, draws.subList(NOISY_DRAWS, draws.size()));
    return new Value(first.loss().add(second.loss()), weights.buffers());
  }
}

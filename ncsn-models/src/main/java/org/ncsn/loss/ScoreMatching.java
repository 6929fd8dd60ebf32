package org.ncsn.loss;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.nn.DropMask;
import org.ncsn.nn.Mode;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.nn.Statistics;
import org.ncsn.nn.Weights;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Tensor;

/** A score matching loss of one network. */
public final class ScoreMatching implements Objective {
  private final ScoreNetwork network;
  private final ScoreMatchingLoss loss;
  private final boolean training;

  private ScoreMatching(ScoreNetwork network, ScoreMatchingLoss loss, boolean training) {
    if (network.conditioning().knowsNoise() != loss.tellsNoise()) {
      throw new IllegalArgumentException(
          "score matching: the network takes "
              + network.conditioning()
              + ", but the loss "
              + (loss.tellsNoise() ? "tells a noise level" : "tells nothing of the noise"));
    }
    this.network = network;
    this.loss = loss;
    this.training = training;
  }

  /**
   * To be trained by: features are dropped, and batches are taken note of.
   *
   * @throws IllegalArgumentException if the network takes something else than the loss tells
   */
  public static ScoreMatching training(ScoreNetwork network, ScoreMatchingLoss loss) {
    return new ScoreMatching(network, loss, true);
  }

  /**
   * To be watched: the network as samplers see it.
   *
   * @throws IllegalArgumentException if the network takes something else than the loss tells
   */
  public static ScoreMatching evaluation(ScoreNetwork network, ScoreMatchingLoss loss) {
    return new ScoreMatching(network, loss, false);
  }

  @Override
  public ScoreNetwork network() {
    return network;
  }

  /** What the loss draws, then the network's masks in training. */
  @Override
  public List<HostArray> draw(NoiseSource noise, TensorType batch) {
    List<HostArray> draws = new ArrayList<>(loss.draw(noise, batch));
    if (training) {
      int scored = loss.scored(batch.shape().extent(0));
      for (DropMask mask : network.masks()) {
        draws.add(mask.draw(noise, batch.dtype(), scored));
      }
    }
    return draws;
  }

  @Override
  public Value of(Weights weights, Tensor x, List<Tensor> draws) {
    if (!training) {
      return new Value(value(weights, Mode.EVALUATION, x, draws), weights.buffers());
    }
    int masks = draws.size() - network.masks().size();
    Statistics statistics = new Statistics(weights.buffers());
    Mode mode = new Mode.Training(draws.subList(masks, draws.size()), statistics);
    Tensor value = value(weights, mode, x, draws.subList(0, masks));
    return new Value(value, statistics.latest());
  }

  /**
   * The loss of each sample of a batch in evaluation, {@code [N]}.
   *
   * @throws IllegalStateException if the loss is not one of single samples
   */
  public Tensor each(Weights weights, Tensor x, List<Tensor> draws) {
    if (training || !(loss instanceof SampleLoss samples)) {
      throw new IllegalStateException("score matching: samples have no losses of their own here");
    }
    return samples.each(score(weights, Mode.EVALUATION), x, draws);
  }

  private Tensor value(Weights weights, Mode mode, Tensor x, List<Tensor> draws) {
    return loss.loss(score(weights, mode), x, draws);
  }

  private ConditionalScore score(Weights weights, Mode mode) {
    return (at, condition) -> network.score(new Pass(weights, condition, mode), at);
  }
}

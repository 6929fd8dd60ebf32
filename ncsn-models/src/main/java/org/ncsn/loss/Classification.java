package org.ncsn.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Classifier;
import org.ncsn.nn.Condition;
import org.ncsn.nn.DropMask;
import org.ncsn.nn.Mode;
import org.ncsn.nn.Pass;
import org.ncsn.nn.Statistics;
import org.ncsn.nn.Weights;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Tensor;

/** The {@link CrossEntropy} of a classifier that is told nothing but the samples themselves. */
public final class Classification implements Objective {
  private final Classifier network;
  private final boolean training;

  private Classification(Classifier network, boolean training) {
    this.network = network;
    this.training = training;
  }

  /** To be trained by: features are dropped, and batches are taken note of. */
  public static Classification training(Classifier network) {
    return new Classification(network, true);
  }

  /** To be watched: the network as it is used. */
  public static Classification evaluation(Classifier network) {
    return new Classification(network, false);
  }

  @Override
  public Classifier network() {
    return network;
  }

  @Override
  public OptionalInt classes() {
    return OptionalInt.of(network.classes());
  }

  /** The network's masks in training. */
  @Override
  public List<HostArray> draw(NoiseSource noise, TensorType batch) {
    List<HostArray> draws = new ArrayList<>();
    if (training) {
      for (DropMask mask : network.masks()) {
        draws.add(mask.draw(noise, batch.dtype(), batch.shape().extent(0)));
      }
    }
    return draws;
  }

  @Override
  public Value of(Weights weights, Tensor x, List<Tensor> draws) {
    if (!training) {
      return new Value(loss(weights, Mode.EVALUATION, x, draws), weights.buffers());
    }
    Statistics statistics = new Statistics(weights.buffers());
    Mode mode = new Mode.Training(draws.subList(0, draws.size() - 1), statistics);
    return new Value(loss(weights, mode, x, draws), statistics.latest());
  }

  private Tensor loss(Weights weights, Mode mode, Tensor x, List<Tensor> draws) {
    return CrossEntropy.each(logits(weights, mode, x), last(draws)).mean();
  }

  /**
   * The share of a batch that the network recognises in evaluation, a scalar.
   *
   * @param draws what {@link #of} takes
   */
  public Tensor accuracy(Weights weights, Tensor x, List<Tensor> draws) {
    return CrossEntropy.hits(logits(weights, Mode.EVALUATION, x), last(draws)).mean();
  }

  private Tensor logits(Weights weights, Mode mode, Tensor x) {
    return network.classify(new Pass(weights, Condition.NONE, mode), x);
  }

  private static Tensor last(List<Tensor> draws) {
    return draws.get(draws.size() - 1);
  }
}

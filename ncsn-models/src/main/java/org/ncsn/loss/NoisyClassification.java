package org.ncsn.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Classifier;
import org.ncsn.nn.Condition;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.DropMask;
import org.ncsn.nn.Mode;
import org.ncsn.nn.Pass;
import org.ncsn.nn.Statistics;
import org.ncsn.nn.Weights;
import org.ncsn.noise.NoiseProcess;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Tensor;

/**
 * The {@link CrossEntropy} of a classifier over all times of a noise process (Song et al. 2021,
 * appendix I.1): samples with noise of a random time, which the classifier is told.
 *
 * <pre>{@code
 * Objective objective =
 *     NoisyClassification.training(wideResNet, ve, Times.independent(), ve::deviation);
 * }</pre>
 */
public final class NoisyClassification implements Objective {
  private final Classifier network;
  private final Times times;
  private final TimedNoise noise;
  private final boolean training;

  private NoisyClassification(Classifier network, Times times, TimedNoise noise, boolean training) {
    if (!(network.conditioning().noise() instanceof Conditioning.Continuous)) {
      throw new IllegalArgumentException(
          "noisy classification: the network shall be told a time or standard deviation, but takes "
              + network.conditioning());
    }
    this.network = network;
    this.times = times;
    this.noise = noise;
    this.training = training;
  }

  /**
   * To be trained by: features are dropped, and batches are taken note of.
   *
   * @param process levels, if times are their indices
   * @param told what the network is told of a time
   * @throws IllegalArgumentException if the network takes something else
   */
  public static NoisyClassification training(
      Classifier network, NoiseProcess process, Times times, DoubleUnaryOperator told) {
    return new NoisyClassification(network, times, new TimedNoise(process, told), true);
  }

  /** To be watched: the network as it is used. Otherwise as {@link #training}. */
  public static NoisyClassification evaluation(
      Classifier network, NoiseProcess process, Times times, DoubleUnaryOperator told) {
    return new NoisyClassification(network, times, new TimedNoise(process, told), false);
  }

  @Override
  public Classifier network() {
    return network;
  }

  @Override
  public OptionalInt classes() {
    return OptionalInt.of(network.classes());
  }

  /** Times and noise, then the network's masks in training. */
  @Override
  public List<HostArray> draw(NoiseSource source, TensorType batch) {
    int count = batch.shape().extent(0);
    double[] moments = times.draw(source, count);
    List<HostArray> draws =
        new ArrayList<>(noise.at(moments, source.normal(batch.dtype(), batch.shape())));
    if (training) {
      for (DropMask mask : network.masks()) {
        draws.add(mask.draw(source, batch.dtype(), count));
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
    Mode mode = new Mode.Training(draws.subList(TimedNoise.DRAWS, draws.size() - 1), statistics);
    return new Value(loss(weights, mode, x, draws), statistics.latest());
  }

  private Tensor loss(Weights weights, Mode mode, Tensor x, List<Tensor> draws) {
    return CrossEntropy.each(logits(weights, mode, x, draws), last(draws)).mean();
  }

  /**
   * The share of a noisy batch that the network recognises in evaluation, a scalar.
   *
   * @param draws what {@link #of} takes
   */
  public Tensor accuracy(Weights weights, Tensor x, List<Tensor> draws) {
    return CrossEntropy.hits(logits(weights, Mode.EVALUATION, x, draws), last(draws)).mean();
  }

  private Tensor logits(Weights weights, Mode mode, Tensor x, List<Tensor> draws) {
    Condition condition = Condition.continuous(TimedNoise.told(draws));
    return network.classify(new Pass(weights, condition, mode), TimedNoise.added(x, draws));
  }

  private static Tensor last(List<Tensor> draws) {
    return draws.get(draws.size() - 1);
  }
}

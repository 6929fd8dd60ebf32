package org.ncsn.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Tensor;

/**
 * The {@link CrossEntropy} of a classifier: of samples as they are, or with the noise of random
 * times, which it is told (Song et al. 2021, appendix I.1).
 *
 * <pre>{@code
 * TimedNoise noise = new TimedNoise(ve, Times.independent(), ve::deviation);
 * Objective objective = Classification.training(wideResNet, noise);
 * }</pre>
 */
public final class Classification implements Objective {
  private final Classifier network;
  private final Optional<TimedNoise> noise;
  private final boolean training;

  private Classification(Classifier network, Optional<TimedNoise> noise, boolean training) {
    boolean fits =
        noise.isPresent()
            ? network.conditioning().noise() instanceof Conditioning.Continuous
            : !network.conditioning().knowsNoise();
    if (!fits) {
      throw new IllegalArgumentException(
          "classification: the network takes "
              + network.conditioning()
              + ", but is told "
              + (noise.isPresent() ? "the time of noise" : "nothing of noise"));
    }
    this.network = network;
    this.noise = noise;
    this.training = training;
  }

  /**
   * To be trained by, on samples as they are: features are dropped, and batches are taken note of.
   *
   * @throws IllegalArgumentException if the network is told something of noise
   */
  public static Classification training(Classifier network) {
    return new Classification(network, Optional.empty(), true);
  }

  /** To be watched: the network as it is used. Otherwise as {@link #training(Classifier)}. */
  public static Classification evaluation(Classifier network) {
    return new Classification(network, Optional.empty(), false);
  }

  /**
   * To be trained by, on samples with noise: features are dropped, and batches are taken note of.
   *
   * @throws IllegalArgumentException if the network is not told a time or standard deviation
   */
  public static Classification training(Classifier network, TimedNoise noise) {
    return new Classification(network, Optional.of(noise), true);
  }

  /** The same to be watched: the network as it is used. */
  public static Classification evaluation(Classifier network, TimedNoise noise) {
    return new Classification(network, Optional.of(noise), false);
  }

  @Override
  public Classifier network() {
    return network;
  }

  @Override
  public OptionalInt classes() {
    return OptionalInt.of(network.classes());
  }

  /** The noise, if there is any, then the network's masks in training. */
  @Override
  public List<HostArray> draw(NoiseSource source, TensorType batch) {
    List<HostArray> draws =
        new ArrayList<>(noise.map(each -> each.draw(source, batch)).orElse(List.of()));
    if (training) {
      for (DropMask mask : network.masks()) {
        draws.add(mask.draw(source, batch.dtype(), batch.shape().extent(0)));
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
    int masks = noise.isPresent() ? TimedNoise.DRAWS : 0;
    Mode mode = new Mode.Training(draws.subList(masks, draws.size() - 1), statistics);
    return new Value(loss(weights, mode, x, draws), statistics.latest());
  }

  private Tensor loss(Weights weights, Mode mode, Tensor x, List<Tensor> draws) {
    return CrossEntropy.each(logits(weights, mode, x, draws), last(draws)).mean();
  }

  /**
   * The share of a batch that the network recognises in evaluation, a scalar.
   *
   * @param draws what {@link #of} takes
   */
  public Tensor accuracy(Weights weights, Tensor x, List<Tensor> draws) {
    return CrossEntropy.hits(logits(weights, Mode.EVALUATION, x, draws), last(draws)).mean();
  }

  private Tensor logits(Weights weights, Mode mode, Tensor x, List<Tensor> draws) {
    if (noise.isEmpty()) {
      return network.classify(new Pass(weights, Condition.NONE, mode), x);
    }
    Condition condition = Condition.continuous(TimedNoise.told(draws));
    return network.classify(new Pass(weights, condition, mode), TimedNoise.added(x, draws));
  }

  private static Tensor last(List<Tensor> draws) {
    return draws.get(draws.size() - 1);
  }
}

package org.ncsn.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Condition;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.DropMask;
import org.ncsn.nn.Mode;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.nn.Statistics;
import org.ncsn.nn.Weights;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Tensor;

/**
 * A score matching loss of one network. A network that is told classes is told those of the
 * samples, of which {@link #leavingOut} leaves some out, so that it learns the score of all data,
 * too: classifier-free guidance takes both (Ho and Salimans, "Classifier-Free Diffusion Guidance").
 */
public final class ScoreMatching implements Objective {
  private final ScoreNetwork network;
  private final ScoreMatchingLoss loss;
  private final boolean training;
  private final double leftOut;

  private ScoreMatching(
      ScoreNetwork network, ScoreMatchingLoss loss, boolean training, double leftOut) {
    if (network.conditioning().knowsNoise() != loss.tellsNoise()) {
      throw new IllegalArgumentException(
          "score matching: the network takes "
              + network.conditioning()
              + ", but the loss "
              + (loss.tellsNoise() ? "tells a noise level" : "tells nothing of the noise"));
    }
    this.network = network;
    this.loss = loss;
    if (network.conditioning().classes().isPresent() && loss.scored(1) != 1) {
      throw new IllegalArgumentException(
          "score matching: the network is told classes, but the loss scores each sample "
              + loss.scored(1)
              + " times");
    }
    this.training = training;
    this.leftOut = leftOut;
  }

  /**
   * To be trained by: features are dropped, and batches are taken note of.
   *
   * @throws IllegalArgumentException if the network takes something else than the loss tells
   */
  public static ScoreMatching training(ScoreNetwork network, ScoreMatchingLoss loss) {
    return new ScoreMatching(network, loss, true, 0);
  }

  /**
   * To be watched: the network as samplers see it.
   *
   * @throws IllegalArgumentException if the network takes something else than the loss tells
   */
  public static ScoreMatching evaluation(ScoreNetwork network, ScoreMatchingLoss loss) {
    return new ScoreMatching(network, loss, false, 0);
  }

  /**
   * The same without the class of some samples, at random.
   *
   * @param probability that a class is left out; 0.1 to 0.2 in the paper
   * @throws IllegalArgumentException if it is not in [0, 1], or the network must be told a class
   */
  public ScoreMatching leavingOut(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "score matching: classes are left out with a probability in [0, 1], found "
              + probability);
    }
    if (network.conditioning().classes().filter(Conditioning.Classes::orNone).isEmpty()) {
      throw new IllegalArgumentException(
          "score matching: leaves classes out for a network that can be told none, but it takes "
              + network.conditioning());
    }
    return new ScoreMatching(network, loss, training, probability);
  }

  @Override
  public ScoreNetwork network() {
    return network;
  }

  @Override
  public OptionalInt classes() {
    return network
        .conditioning()
        .classes()
        .map(known -> OptionalInt.of(known.count()))
        .orElse(OptionalInt.empty());
  }

  @Override
  public HostArray told(HostArray classes, NoiseSource noise) {
    if (leftOut == 0) {
      return classes;
    }
    int none = network.conditioning().classes().orElseThrow().none();
    HostArray chance = noise.uniform(DType.FLOAT64, classes.shape());
    int[] told = classes.ints().clone();
    for (int i = 0; i < told.length; i++) {
      told[i] = chance.at(i) < leftOut ? none : told[i];
    }
    return HostArray.of(classes.shape(), told);
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
      List<Tensor> drawn = draws.subList(0, draws.size() - behind());
      Tensor value = value(weights, Mode.EVALUATION, x, drawn, classes(draws));
      return new Value(value, weights.buffers());
    }
    int end = draws.size() - behind();
    int masks = end - network.masks().size();
    Statistics statistics = new Statistics(weights.buffers());
    Mode mode = new Mode.Training(draws.subList(masks, end), statistics);
    Tensor value = value(weights, mode, x, draws.subList(0, masks), classes(draws));
    return new Value(value, statistics.latest());
  }

  /** How many arrays of classes there are behind the draws. */
  private int behind() {
    return network.conditioning().classes().isPresent() ? 1 : 0;
  }

  private Optional<Tensor> classes(List<Tensor> draws) {
    return behind() == 0 ? Optional.empty() : Optional.of(draws.get(draws.size() - 1));
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
    ConditionalScore score = score(weights, Mode.EVALUATION, classes(draws));
    return samples.each(score, x, draws.subList(0, draws.size() - behind()));
  }

  private Tensor value(
      Weights weights, Mode mode, Tensor x, List<Tensor> draws, Optional<Tensor> classes) {
    return loss.loss(score(weights, mode, classes), x, draws);
  }

  private ConditionalScore score(Weights weights, Mode mode, Optional<Tensor> classes) {
    return (at, condition) -> {
      Condition whole = classes.map(condition::withClasses).orElse(condition);
      return network.score(new Pass(weights, whole, mode), at);
    };
  }
}

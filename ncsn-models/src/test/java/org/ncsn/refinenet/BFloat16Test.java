package org.ncsn.refinenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ncsn.GoldenNetwork;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.MnistSample;
import org.ncsn.data.PixelRange;
import org.ncsn.data.Preparation;
import org.ncsn.loss.AnnealedDenoising;
import org.ncsn.loss.Objective;
import org.ncsn.loss.ScoreMatching;
import org.ncsn.nn.Condition;
import org.ncsn.nn.ConditionalInstanceNormPlus;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.nn.Weights;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.optim.Adam;
import org.ncsn.optim.MovingAverage;
import org.ncsn.optim.UpdateRule;
import org.ncsn.random.NoiseSource;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.BackendOptions.Precision;
import org.ncsn.spi.Backends;
import org.ncsn.tck.Agreement;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.training.Recipe;
import org.ncsn.training.TrainingFeed;
import org.ncsn.training.TrainingFeed.Portion;
import org.ncsn.training.TrainingState;
import org.ncsn.training.TrainingState.Snapshot;
import org.ncsn.training.TrainingStep;

/** Convolutions in bfloat16, which the TensorFlow backend offers. */
class BFloat16Test {
  private static final int STEPS = 30;

  /** Convolutions of four channels, the narrower half of theirs, are not rounded. */
  @ParameterizedTest
  @EnumSource(
      value = GoldenNetwork.class,
      names = {"ANNEAL_MNIST", "ANNEAL_CIFAR"})
  void scoresOfNarrowNetworksAreNearlyAsPublished(GoldenNetwork golden) {
    Map<String, HostArray> file = golden.npz("forward.npz");
    HostArray x = TorchArrays.images(file.get("x"), DType.FLOAT32);
    HostArray expected = TorchArrays.images(file.get("score_f32"), DType.FLOAT32);
    HostArray found =
        score(
            Precision.BFLOAT16,
            golden.network(),
            golden.weights(DType.FLOAT32),
            x,
            file.get("labels"));
    assertThat(Agreement.error(found, expected)).as("bf16").isBetween(1e-4, 2e-2);
  }

  @Test
  void scoresOfThePapersNetworkAreWithinTwoPercentOfSinglePrecision() {
    RefineNet network = new RefineNet(1, 64, true, ConditionalInstanceNormPlus.forLevels(10));
    NoiseSource noise = NoiseSource.seeded(6);
    List<HostArray> weights = Parameters.initialize(network.parameters(), noise);
    HostArray x = noise.uniform(DType.FLOAT32, Shape.of(3, 28, 28, 1));
    HostArray labels = HostArray.of(Shape.of(3), 0, 4, 9);
    HostArray single = score(Precision.FLOAT32, network, weights, x, labels);
    HostArray half = score(Precision.BFLOAT16, network, weights, x, labels);
    assertThat(Agreement.error(half, single)).as("bf16").isBetween(1e-4, 2e-2);
  }

  private static HostArray score(
      Precision precision,
      ScoreNetwork network,
      List<HostArray> weights,
      HostArray x,
      HostArray labels) {
    List<HostArray> values = new ArrayList<>(weights);
    values.add(x);
    values.add(labels);
    int count = weights.size();
    try (Backend backend = open(precision);
        Scope scope = Scope.open();
        CompiledProgram program =
            backend.compile(
                "score",
                values.stream().map(HostArray::type).toList(),
                in ->
                    List.of(
                        network.score(
                            new Pass(
                                new Weights(in.subList(0, count)),
                                Condition.level(in.get(count + 1))),
                            in.get(count))))) {
      return program.run(values.stream().map(backend::tensor).toList()).get(0).toHost();
    }
  }

  @Test
  void trainsAlongTheCurveOfSinglePrecision() {
    double[] single = losses(Precision.FLOAT32);
    double[] half = losses(Precision.BFLOAT16);
    double worst = 0;
    for (int i = 0; i < STEPS; i++) {
      worst = Math.max(worst, Math.abs(half[i] / single[i] - 1));
    }
    assertThat(mean(single, STEPS / 2, STEPS)).as("it learns").isLessThan(0.9 * mean(single, 0, 5));
    assertThat(worst).as("of all steps").isLessThan(0.1);
    assertThat(mean(half, STEPS / 2, STEPS) / mean(single, STEPS / 2, STEPS))
        .isCloseTo(1, within(0.02));
  }

  private static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum / (to - from);
  }

  /** The losses of the first steps of a small network on real digits. */
  private static double[] losses(Precision precision) {
    RefineNet network = new RefineNet(1, 8, true, ConditionalInstanceNormPlus.forLevels(10));
    Objective objective =
        ScoreMatching.training(
            network, new AnnealedDenoising(NoiseLevels.geometric(1, 0.01, 10), 2));
    Adam adam = new Adam(1e-3, 0.9, 0.999, 1e-8, 0, false);
    NoiseSource noise = NoiseSource.seeded(3);
    TrainingFeed feed =
        new TrainingFeed(
            MnistSample.images(), 4, new Preparation(false, PixelRange.UNIT), objective, noise);
    double[] losses = new double[STEPS];
    try (Backend backend = open(precision);
        Scope scope = Scope.open();
        TrainingStep step =
            TrainingStep.of(
                backend, Recipe.of(objective, UpdateRule.of(adam, MovingAverage.NONE)))) {
      Snapshot first =
          Snapshot.initial(
              HostWeights.initial(network, NoiseSource.seeded(4)), adam.slots(), false);
      TrainingState state = TrainingState.upload(backend, first);
      for (int i = 0; i < STEPS; i++) {
        Portion portion = feed.at(i);
        TrainingStep.Outcome outcome = step.take(state, portion.batch(), portion.draws());
        state = outcome.state();
        losses[i] = outcome.loss();
      }
    }
    return losses;
  }

  private static Backend open(Precision precision) {
    return Backends.open("djl", new BackendOptions(1, "cpu", precision, false));
  }
}

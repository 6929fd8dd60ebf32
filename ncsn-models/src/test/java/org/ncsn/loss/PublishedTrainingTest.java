package org.ncsn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.ncsn.tck.Agreement.assertClose;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.checkpoint.OfficialLayout;
import org.ncsn.checkpoint.TorchCheckpoint;
import org.ncsn.checkpoint.TorchExport;
import org.ncsn.loss.TimeDenoising.Pixels;
import org.ncsn.nn.Condition;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.noise.VarianceExploding;
import org.ncsn.score.OutputRule;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.training.Recipe;
import org.ncsn.training.TrainingState;
import org.ncsn.training.TrainingState.Snapshot;
import org.ncsn.training.TrainingStep;
import org.ncsn.training.TrainingStep.Outcome;
import org.ncsn.unet.PublishedTraining;

/** A score SDE's network is trained as published, and goes on from a published checkpoint. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class PublishedTrainingTest {
  private static final Times.Continuous ANY = new Times.Continuous(false);
  private static final VarianceExploding NOISE = new VarianceExploding(0.01, 50);
  private static final TimeDenoising LOSS =
      new TimeDenoising(NOISE, ANY, NOISE::deviation, OutputRule.SCORE, Pixels.HALF_SUM);
  private static final ScoreNetwork NETWORK = PublishedTraining.network();

  @Parameter Backend backend;

  @TempDir private Path folder;

  @Test
  void stepsLeadToThePublishedParametersInDoublePrecision() {
    HostWeights start = PublishedTraining.start(DType.FLOAT64);
    double[] losses = PublishedTraining.npz("losses.npz").get("f64").doubles();
    TrainingState state = upload(initial(start));
    try (TrainingStep step = step()) {
      for (int i = 0; i < PublishedTraining.STEPS; i++) {
        Outcome outcome = take(step, state, i, DType.FLOAT64);
        assertThat(outcome.loss()).isCloseTo(losses[i], withinPercentage(1e-7));
        state = outcome.state();
      }
    }
    Snapshot reached = state.download();
    state.close();
    Map<String, HostArray> published = PublishedTraining.npz("after_f64.npz");
    NETWORK.buffers().forEach(buffer -> published.remove(buffer.name()));
    assertThat(published).hasSizeGreaterThan(30);
    for (org.ncsn.nn.Parameter parameter : NETWORK.parameters()) {
      if (published.containsKey(parameter.name())) {
        HostArray values = parameter.layout().fromTorch(published.get(parameter.name()));
        assertThat(reached.weights().values().get(parameter.index()).doubles())
            .as(parameter.name())
            .containsExactly(values.doubles(), within(1e-10));
      }
    }
    assertThat(reached.weights().buffers()).as("frequencies").isEqualTo(start.buffers());
  }

  @Test
  void answersAsPublishedWithTheParametersOfTheCheckpoint() {
    Map<String, HostArray> forward = PublishedTraining.npz("forward.npz");
    HostWeights weights = published().weights().to(DType.FLOAT64);
    try (Scope scope = Scope.open()) {
      Condition sigma =
          Condition.continuous(backend.tensor(forward.get("time_cond").to(DType.FLOAT64)));
      HostArray x = TorchArrays.images(forward.get("x"), DType.FLOAT64);
      HostArray found =
          NETWORK.score(new Pass(weights.on(backend), sigma), backend.tensor(x)).toHost();
      HostArray expected = TorchArrays.images(forward.get("output_f64"), DType.FLOAT64);
      assertClose("output", found, expected, 1e-9);
    }
  }

  /** In the middle of both warm-ups, of the learning rate and of the average. */
  @Test
  void goesOnFromItsOwnFileOfTheOfficialLayoutAsIfNeverInterrupted() {
    try (TrainingStep step = step()) {
      HostWeights start = PublishedTraining.start(DType.FLOAT32);
      TrainingState state = take(step, upload(initial(start)), 0, DType.FLOAT32).state();
      state = take(step, state, 1, DType.FLOAT32).state();
      Path file = folder.resolve("checkpoint_1.pth");
      new TorchExport(NETWORK, OfficialLayout.BY_NAME)
          .writeCheckpoint(file, state.download(), PublishedTraining.RULE);
      Snapshot uninterrupted = downloaded(take(step, state, 2, DType.FLOAT32).state());
      Snapshot resumed = downloaded(take(step, upload(read(file)), 2, DType.FLOAT32).state());
      assertThat(resumed).isEqualTo(uninterrupted);
    }
  }

  @Test
  void goesOnFromThePublishedCheckpoint() {
    Snapshot published = published();
    try (TrainingStep step = step()) {
      Snapshot next = downloaded(take(step, upload(published), 0, DType.FLOAT32).state());
      assertThat(next.step()).isEqualTo(PublishedTraining.STEPS + 1);
      double decay = PublishedTraining.RULE.average().rateAt(next.step());
      assertThat(decay).isEqualTo(5.0 / 14);
      for (int i = 0; i < NETWORK.parameters().size(); i++) {
        double[] before = doubles(published.average().get(i));
        double[] weights = doubles(next.weights().values().get(i));
        double[] expected = new double[before.length];
        Arrays.setAll(expected, j -> decay * before[j] + (1 - decay) * weights[j]);
        assertThat(doubles(next.average().get(i))).containsExactly(expected, within(1e-6));
      }
    }
  }

  private static double[] doubles(HostArray array) {
    return array.to(DType.FLOAT64).doubles();
  }

  private Snapshot published() {
    return read(PublishedTraining.checkpoint(folder));
  }

  private static Snapshot read(Path file) {
    return TorchCheckpoint.read(file, NETWORK, PublishedTraining.RULE.optimizer().slots(), true);
  }

  private static Snapshot initial(HostWeights weights) {
    return Snapshot.initial(weights, PublishedTraining.RULE.optimizer().slots(), true);
  }

  private TrainingState upload(Snapshot snapshot) {
    return TrainingState.upload(backend, snapshot);
  }

  private static Snapshot downloaded(TrainingState state) {
    Snapshot snapshot = state.download();
    state.close();
    return snapshot;
  }

  private TrainingStep step() {
    return TrainingStep.of(
        backend, Recipe.of(ScoreMatching.training(NETWORK, LOSS), PublishedTraining.RULE));
  }

  private static Outcome take(TrainingStep step, TrainingState state, int number, DType dtype) {
    double[] times = Arrays.stream(PublishedTraining.uniform(number)).map(ANY::at).toArray();
    List<HostArray> draws = LOSS.at(times, PublishedTraining.drawn("z", number, dtype));
    return step.take(state, PublishedTraining.drawn("x", number, dtype), draws);
  }
}

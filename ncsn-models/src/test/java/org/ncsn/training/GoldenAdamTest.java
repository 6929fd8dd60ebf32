package org.ncsn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.GoldenNetwork;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.format.TorchFile;
import org.ncsn.format.TorchValue;
import org.ncsn.golden.Golden;
import org.ncsn.loss.AnnealedDenoising;
import org.ncsn.loss.ScoreMatching;
import org.ncsn.nn.HostWeights;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.optim.Adam;
import org.ncsn.optim.MovingAverage;
import org.ncsn.optim.UpdateRule;
import org.ncsn.tensor.Backend;
import org.ncsn.training.TrainingState.Snapshot;
import org.ncsn.training.TrainingStep.Outcome;

/** Training steps of the real network arrive where PyTorch's do, in double precision. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class GoldenAdamTest {
  private static final GoldenNetwork GOLDEN = GoldenNetwork.ANNEAL_MNIST;
  private static final double ABSOLUTE = 1e-10;

  private static TrainingStep plain;

  @Parameter Backend backend;

  @BeforeParameterizedClassInvocation
  static void compile(Backend backend) {
    plain = step(backend, false, false);
  }

  @AfterParameterizedClassInvocation
  static void release() {
    plain.close();
  }

  @Test
  void oneStepLeadsToThePublishedParametersAndTellsTheLossBefore() {
    Map<String, HostArray> dsm = GOLDEN.npz("dsm.npz");
    Outcome outcome = take(plain, upload(fresh(false)), dsm.get("labels"), dsm.get("eps"));
    assertThat(outcome.loss()).isCloseTo(dsm.get("loss_f64").scalar(), withinPercentage(1e-9));
    check(outcome.state(), "adam_1step.npz");
  }

  @Test
  void threeStepsLeadToThePublishedParameters() {
    check(threeSteps(plain, upload(fresh(false))), "adam_3steps_amsgrad_false.npz");
  }

  @Test
  void threeStepsOfAmsgradLeadToThePublishedParameters() {
    try (TrainingStep step = step(backend, true, false)) {
      check(threeSteps(step, upload(fresh(true))), "adam_3steps_amsgrad_true.npz");
    }
  }

  @Test
  void stepsThatComputeActivationsAgainLeadToTheSameParameters() {
    try (TrainingStep step = step(backend, false, true)) {
      check(threeSteps(step, upload(fresh(false))), "adam_3steps_amsgrad_false.npz");
    }
  }

  @Test
  void goesOnFromTheOfficialCodesCheckpoint(@TempDir Path folder) {
    Map<String, HostArray> dsm = GOLDEN.npz("dsm.npz");
    Outcome outcome = take(plain, upload(resumed(folder)), dsm.get("labels"), dsm.get("eps"));
    check(outcome.state(), "adam_resumed_step.npz");
  }

  private TrainingState upload(Snapshot snapshot) {
    return TrainingState.upload(backend, snapshot);
  }

  private static TrainingState threeSteps(TrainingStep step, TrainingState start) {
    Map<String, HostArray> draws = GOLDEN.npz("adam_3steps_draws.npz");
    TrainingState state = start;
    for (int i = 0; i < 3; i++) {
      state = take(step, state, draws.get("labels" + i), draws.get("eps" + i)).state();
    }
    return state;
  }

  private static TrainingStep step(Backend backend, boolean amsgrad, boolean recompute) {
    AnnealedDenoising loss = new AnnealedDenoising(NoiseLevels.geometric(1, 0.01, 10), 2);
    UpdateRule rule = UpdateRule.of(adam(amsgrad), MovingAverage.NONE);
    return TrainingStep.of(
        backend, new Recipe(ScoreMatching.training(GOLDEN.network(), loss), rule, 1, recompute));
  }

  private static Adam adam(boolean amsgrad) {
    return new Adam(1e-3, 0.9, 0.999, 1e-8, 0, amsgrad);
  }

  private static Snapshot fresh(boolean amsgrad) {
    return Snapshot.initial(
        new HostWeights(GOLDEN.weights(DType.FLOAT64), List.of()), adam(amsgrad).slots(), false);
  }

  private static Outcome take(
      TrainingStep step, TrainingState state, HostArray labels, HostArray noise) {
    HostArray batch = TorchArrays.images(GOLDEN.npz("dsm.npz").get("x"), DType.FLOAT64);
    return step.take(state, batch, List.of(labels, TorchArrays.images(noise, DType.FLOAT64)));
  }

  /** The weights and Adam's state of the official code's checkpoint, after two steps. */
  private static Snapshot resumed(Path folder) {
    Path file = Golden.copy("anneal_mnist", "checkpoint_zip.pth", folder.resolve("checkpoint.pth"));
    TorchValue optimizer = TorchFile.read(file).item(1);
    Map<String, List<HostArray>> slots = new TreeMap<>();
    for (String slot : adam(false).slots()) {
      slots.put(
          slot,
          GOLDEN.parameters().stream()
              .map(
                  parameter -> {
                    long number = parameter.index();
                    TorchValue state = optimizer.get("state").get(number);
                    assertThat(state.get("step").number()).isEqualTo(2);
                    HostArray value = state.get(slot).array();
                    return parameter.layout().fromTorch(value).to(DType.FLOAT64);
                  })
              .toList());
    }
    return new Snapshot(
        2, new HostWeights(GOLDEN.weights(DType.FLOAT64), List.of()), slots, List.of());
  }

  /** Compares with the parameters that a file has, all or every fifth, and closes the state. */
  private static void check(TrainingState state, String file) {
    Map<String, HostArray> expected = GOLDEN.npz(file);
    List<HostArray> found = state.download().weights().values();
    state.close();
    int compared = 0;
    for (org.ncsn.nn.Parameter parameter : GOLDEN.parameters()) {
      if (expected.containsKey(parameter.name())) {
        HostArray values = parameter.layout().fromTorch(expected.get(parameter.name()));
        assertThat(found.get(parameter.index()).doubles())
            .as(parameter.name())
            .containsExactly(values.doubles(), within(ABSOLUTE));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(expected.size());
  }
}

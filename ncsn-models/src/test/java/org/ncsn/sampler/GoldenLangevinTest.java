package org.ncsn.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ncsn.Agreement.assertClose;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.GoldenNetwork;
import org.ncsn.TorchArrays;
import org.ncsn.golden.Golden;
import org.ncsn.nn.Weights;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.score.ScoreModel;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.DType;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;
import org.ncsn.tensor.TensorType;
import org.ncsn.training.TorchCheckpoint;
import org.ncsn.training.TrainingState.Snapshot;

/** Chains of the real network with given noise pass the published states. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class GoldenLangevinTest {
  private static final GoldenNetwork GOLDEN = GoldenNetwork.ANNEAL_MNIST;
  private static final NoiseLevels TEN_LEVELS = NoiseLevels.geometric(1, 0.01, 10);
  private static final LangevinSchedule SCHEDULE = new LangevinSchedule(TEN_LEVELS, 3, 2e-5);

  @Parameter Backend backend;

  @TempDir Path folder;

  @Test
  void takesThePublishedStepSizes() {
    HostArray expected = Golden.npz("langevin", "anneal.npz").get("step_sizes");
    assertThat(SCHEDULE.steps()).isEqualTo(expected.shape().extent(0));
    for (int i = 0; i < SCHEDULE.steps(); i++) {
      assertThat(SCHEDULE.stepSize(SCHEDULE.level(i))).isCloseTo(expected.at(i), within(1e-15));
    }
  }

  @Test
  void annealsAsPublishedInDoublePrecision() {
    anneal(GOLDEN.weights(DType.FLOAT64), DType.FLOAT64, "f64", 1e-11);
  }

  @Test
  void annealsAsPublishedInSinglePrecision() {
    anneal(GOLDEN.weights(DType.FLOAT32), DType.FLOAT32, "f32", 1e-5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint_zip.pth", "checkpoint_legacy.pth"})
  void annealsAnImportedCheckpointAsPublished(String name) {
    Path official = Golden.copy("anneal_mnist", name, folder.resolve(name));
    Snapshot imported = TorchCheckpoint.read(official, GOLDEN.network(), List.of());
    anneal(imported.weights().values(), DType.FLOAT32, "f32", 1e-5);
  }

  @Test
  void staysAtOneLevelAsPublished() {
    Map<String, HostArray> file = Golden.npz("langevin", "plain_conditional.npz");
    stayAtOneLevel(file, DType.FLOAT64, "f64", 1e-11);
    stayAtOneLevel(file, DType.FLOAT32, "f32", 1e-5);
  }

  @Test
  void goesWithoutLevelsAsPublished() {
    Map<String, HostArray> file = Golden.npz("langevin", "plain_baseline.npz");
    int steps = file.get("noise").shape().extent(0);
    LangevinSchedule plain = LangevinSchedule.plain(steps, file.get("step_lr").scalar());
    for (DType dtype : List.of(DType.FLOAT64, DType.FLOAT32)) {
      HostArray end =
          end(
              GoldenNetwork.BASELINE_MNIST,
              plain,
              TorchArrays.images(file.get("x0"), dtype),
              file.get("noise"),
              Constraint.NONE);
      assertEnd(end, file);
    }
  }

  @Test
  void completesImagesAsPublished() {
    Map<String, HostArray> given = Golden.npz("langevin", "inpainting.npz");
    Map<String, HostArray> drawn = Golden.npz("langevin", "inpainting_noise.npz");
    NoiseLevels levels = NoiseLevels.geometric(1, 0.01, 5);
    for (DType dtype : List.of(DType.FLOAT64, DType.FLOAT32)) {
      HostArray start = Completions.flat(given.get("x0"), dtype);
      KnownPixels left =
          new KnownPixels(
              backend,
              Completions.repeated(given.get("refer_image"), 2, dtype),
              Completions.leftHalf(start.type()),
              levels::sigma,
              level -> Completions.widened(given.get("half_noise"), level, dtype));
      LangevinSchedule schedule = new LangevinSchedule(levels, 2, 2e-5);
      HostArray end = end(GoldenNetwork.ANNEAL_CIFAR, schedule, start, drawn.get("noise"), left);
      assertEnd(end, Golden.npz("langevin", "inpainting_result.npz"));
    }
  }

  private HostArray end(
      GoldenNetwork network,
      LangevinSchedule schedule,
      HostArray start,
      HostArray noise,
      Constraint known) {
    DType dtype = start.dtype();
    try (Scope scope = Scope.open();
        Sampler sampler = sampler(network, schedule, start.type())) {
      return sampler.run(
          weights(network, dtype),
          start,
          index -> TorchArrays.images(TorchArrays.entry(noise, index), dtype),
          known,
          Sampler.Observer.NONE);
    }
  }

  private static void assertEnd(HostArray end, Map<String, HostArray> file) {
    boolean wide = end.dtype() == DType.FLOAT64;
    HostArray expected = file.get(wide ? "final_f64" : "final_f32");
    assertClose("end", end, TorchArrays.images(expected, end.dtype()), wide ? 1e-11 : 1e-5);
  }

  private void anneal(List<HostArray> values, DType dtype, String suffix, double tolerance) {
    Map<String, HostArray> file = Golden.npz("langevin", "anneal.npz");
    HostArray start = TorchArrays.images(file.get("x0"), dtype);
    List<Integer> checked = new ArrayList<>();
    try (Scope scope = Scope.open();
        Sampler sampler = sampler(GOLDEN, SCHEDULE, start.type())) {
      HostArray end =
          sampler.run(
              new Weights(values.stream().map(backend::tensor).toList()),
              start,
              index -> TorchArrays.images(TorchArrays.entry(file.get("noise"), index), dtype),
              (done, level, state) -> {
                for (int i = 0; i < file.get("state_index").shape().extent(0); i++) {
                  if (file.get("state_index").at(i) == done) {
                    HostArray expected = TorchArrays.entry(file.get("states_" + suffix), i);
                    assertClose(
                        "state after " + done + " steps",
                        state.toHost(),
                        TorchArrays.images(expected, dtype),
                        tolerance);
                    checked.add(done);
                  }
                }
                return true;
              });
      HostArray expected = TorchArrays.images(file.get("final_" + suffix), dtype);
      assertClose("end", end, expected, tolerance);
    }
    assertThat(checked).contains(10, 20);
  }

  private void stayAtOneLevel(
      Map<String, HostArray> file, DType dtype, String suffix, double tolerance) {
    HostArray start = TorchArrays.images(file.get("x0"), dtype);
    double stepSize = file.get("step_lr").scalar();
    try (Scope scope = Scope.open();
        SamplingStep step =
            new AnnealedLangevin(new LangevinSchedule(TEN_LEVELS, 1, stepSize))
                .compile(backend, ScoreModel.of(GOLDEN.network(), TEN_LEVELS), start.type())) {
      Weights weights = weights(GOLDEN, dtype);
      Tensor state = backend.tensor(start);
      for (int i = 0; i < file.get("noise").shape().extent(0); i++) {
        HostArray noise = TorchArrays.images(TorchArrays.entry(file.get("noise"), i), dtype);
        // The last level's step size is the rate itself.
        state = step.take(weights, state, 9, draw -> noise);
      }
      HostArray expected = TorchArrays.images(file.get("final_" + suffix), dtype);
      assertClose("end", state.toHost(), expected, tolerance);
    }
  }

  private Sampler sampler(GoldenNetwork network, LangevinSchedule schedule, TensorType images) {
    ScoreModel model = ScoreModel.of(network.network(), schedule.levels());
    return new Sampler(backend, model, new AnnealedLangevin(schedule), images);
  }

  private Weights weights(GoldenNetwork network, DType dtype) {
    return new Weights(network.weights(dtype).stream().map(backend::tensor).toList());
  }
}

package org.ncsn.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ncsn.tck.Agreement.assertClose;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.GoldenNetwork;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.checkpoint.TorchCheckpoint;
import org.ncsn.golden.Golden;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.sampler.KnownPixels.Renewal;
import org.ncsn.tck.Rounding;
import org.ncsn.tensor.Backend;
import org.ncsn.training.TrainingState.Snapshot;

/** Chains of the real network with given noise pass the published states. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class GoldenLangevinTest {
  private static final GoldenNetwork GOLDEN = GoldenNetwork.ANNEAL_MNIST;
  private static final Map<String, HostArray> ANNEAL = Golden.npz("langevin", "anneal.npz");
  private static final LangevinSchedule SCHEDULE =
      new LangevinSchedule(NoiseLevels.geometric(1, 0.01, 10), 3, 2e-5);

  /** What a rounding costs each chain: in double precision that is the same on every engine. */
  private static final Map<String, Rounding> ROUNDINGS = new ConcurrentHashMap<>();

  @Parameter Backend backend;

  @TempDir Path folder;

  @Test
  void takesThePublishedStepSizes() {
    HostArray expected = ANNEAL.get("step_sizes");
    assertThat(SCHEDULE.steps()).isEqualTo(expected.shape().extent(0));
    for (int i = 0; i < SCHEDULE.steps(); i++) {
      assertThat(SCHEDULE.stepSize(SCHEDULE.level(i))).isCloseTo(expected.at(i), within(1e-15));
    }
  }

  @Test
  void annealsAsPublished() {
    try (GoldenChain chain = new GoldenChain(backend, GOLDEN)) {
      check(
          "annealed chain",
          inputs -> anneal(chain, inputs),
          GoldenChain.inputs(ANNEAL, GOLDEN.weights(DType.FLOAT64)),
          published());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint_zip.pth", "checkpoint_legacy.pth"})
  void annealsAnImportedCheckpointAsPublished(String name) {
    Path official = Golden.copy("anneal_mnist", name, folder.resolve(name));
    Snapshot imported = TorchCheckpoint.read(official, GOLDEN.network(), List.of(), false);
    List<HostArray> weights =
        imported.weights().values().stream().map(array -> array.to(DType.FLOAT64)).toList();
    try (GoldenChain chain = new GoldenChain(backend, GOLDEN)) {
      checkExact(inputs -> anneal(chain, inputs), GoldenChain.inputs(ANNEAL, weights), published());
    }
  }

  @Test
  void staysAtOneLevelAsPublished() {
    Map<String, HostArray> file = Golden.npz("langevin", "plain_conditional.npz");
    double stepSize = file.get("step_lr").scalar();
    try (GoldenChain chain = new GoldenChain(backend, GOLDEN)) {
      check(
          "chain at one level",
          inputs -> chain.stay(SCHEDULE.levels(), stepSize, inputs),
          GoldenChain.inputs(file, GOLDEN.weights(DType.FLOAT64)),
          List.of(file.get("final_f64")));
    }
  }

  @Test
  void goesWithoutLevelsAsPublished() {
    Map<String, HostArray> file = Golden.npz("langevin", "plain_baseline.npz");
    int steps = file.get("noise").shape().extent(0);
    LangevinSchedule plain = LangevinSchedule.plain(steps, file.get("step_lr").scalar());
    GoldenNetwork network = GoldenNetwork.BASELINE_MNIST;
    try (GoldenChain chain = new GoldenChain(backend, network)) {
      check(
          "chain without levels",
          inputs -> chain.end(plain, inputs, Constraint.NONE),
          GoldenChain.inputs(file, network.weights(DType.FLOAT64)),
          List.of(file.get("final_f64")));
    }
  }

  @Test
  void completesImagesAsPublished() {
    Map<String, HostArray> given = Golden.npz("langevin", "inpainting.npz");
    Map<String, HostArray> drawn = Golden.npz("langevin", "inpainting_noise.npz");
    NoiseLevels levels = NoiseLevels.geometric(1, 0.01, 5);
    LangevinSchedule schedule = new LangevinSchedule(levels, 2, 2e-5);
    GoldenNetwork network = GoldenNetwork.ANNEAL_CIFAR;
    try (GoldenChain chain = new GoldenChain(backend, network)) {
      check(
          "completion",
          arrays -> {
            TensorType images = arrays.get(0).type();
            DType dtype = images.dtype();
            KnownPixels left =
                new KnownPixels(
                    backend,
                    Completions.repeated(given.get("refer_image"), 2, dtype),
                    Completions.leftHalf(images),
                    Renewal.EACH_PHASE,
                    new AnnealedLangevin(schedule),
                    level -> Completions.widened(given.get("half_noise"), level, dtype));
            return chain.end(schedule, arrays, left);
          },
          GoldenChain.inputs(
              Completions.flat(given.get("x0"), DType.FLOAT64),
              drawn.get("noise"),
              network.weights(DType.FLOAT64)),
          List.of(Golden.npz("langevin", "inpainting_result.npz").get("final_f64")));
    }
  }

  /** In double precision a chain passes the published states, in single precision near them. */
  private static void check(
      String what,
      UnaryOperator<List<HostArray>> chain,
      List<HostArray> inputs,
      List<HostArray> published) {
    checkExact(chain, inputs, published);
    List<HostArray> single = inputs.stream().map(input -> input.to(DType.FLOAT32)).toList();
    ROUNDINGS
        .computeIfAbsent(what, any -> Rounding.of(inputs, chain))
        .assertRounded(what, chain.apply(single));
  }

  private static void checkExact(
      UnaryOperator<List<HostArray>> chain, List<HostArray> inputs, List<HostArray> published) {
    List<HostArray> found = chain.apply(inputs);
    assertThat(found).hasSameSizeAs(published);
    for (int i = 0; i < found.size(); i++) {
      HostArray expected = TorchArrays.images(published.get(i), DType.FLOAT64);
      assertClose("state " + i, found.get(i), expected, 1e-11);
    }
  }

  /** Some states on the way, and the end. */
  private static List<HostArray> published() {
    List<HostArray> states = new ArrayList<>();
    // The first of the published states is the start.
    for (int i = 1; i < ANNEAL.get("state_index").shape().extent(0); i++) {
      states.add(TorchArrays.entry(ANNEAL.get("states_f64"), i));
    }
    states.add(ANNEAL.get("final_f64"));
    return states;
  }

  private static List<HostArray> anneal(GoldenChain chain, List<HostArray> inputs) {
    HostArray indices = ANNEAL.get("state_index");
    List<HostArray> states = new ArrayList<>();
    HostArray end =
        chain.run(
            new AnnealedLangevin(SCHEDULE),
            inputs,
            Constraint.NONE,
            (done, level, state) -> {
              for (int i = 0; i < indices.shape().extent(0); i++) {
                if (indices.at(i) == done) {
                  states.add(state.toHost());
                }
              }
              return true;
            });
    states.add(end);
    return states;
  }
}

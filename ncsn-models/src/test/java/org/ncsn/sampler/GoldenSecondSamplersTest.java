package org.ncsn.sampler;

import static org.ncsn.tck.Agreement.assertClose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.GoldenNetwork;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.golden.Golden;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.sampler.KnownPixels.Renewal;
import org.ncsn.sampler.SampleNoise.Purpose;
import org.ncsn.tck.Rounding;
import org.ncsn.tensor.Backend;

/** The second paper's samplers, with given noise, pass the published states. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class GoldenSecondSamplersTest {
  private static final NoiseLevels LEVELS = NoiseLevels.geometric(20, 0.01, 10).rounded();

  /** What a rounding costs each chain: in double precision that is the same on every engine. */
  private static final Map<String, Rounding> ROUNDINGS = new ConcurrentHashMap<>();

  @Parameter Backend backend;

  @Test
  void denoisesInTheEndAsPublished() {
    Map<String, HostArray> file = Golden.npz("ncsnv2_sampling", "denoise.npz");
    LangevinSchedule schedule = new LangevinSchedule(LEVELS, 3, 6.2e-6);
    try (GoldenChain chain = new GoldenChain(backend, GoldenNetwork.NCSNV2_MNIST)) {
      check(
          "denoised chain",
          inputs -> states(chain, new AnnealedLangevin(schedule, true), file, inputs),
          GoldenChain.inputs(file, GoldenNetwork.NCSNV2_MNIST.weights(DType.FLOAT64)),
          published(file, "last_f64", "denoised_f64"));
    }
  }

  @Test
  void takesThePublishedStepSizes() {
    HostArray sizes = Golden.npz("ncsnv2_sampling", "denoise.npz").get("step_sizes_f64");
    LangevinSchedule schedule = new LangevinSchedule(LEVELS, 3, 6.2e-6);
    double[] found = new double[schedule.steps()];
    for (int i = 0; i < found.length; i++) {
      found[i] = schedule.stepSize(schedule.level(i));
    }
    assertClose("step sizes", HostArray.of(Shape.of(found.length), found), sizes, 1e-14);
  }

  @Test
  void interpolatesAsPublished() {
    Map<String, HostArray> file = Golden.npz("ncsnv2_sampling", "interpolation.npz");
    int points = file.get("angles").shape().extent(0);
    NoisePath path = new NoisePath(given(file, "noise_p"), given(file, "noise_q"), points, true);
    LangevinSchedule schedule = new LangevinSchedule(LEVELS, 2, 6.2e-6);
    HostArray begun = Completions.repeated(file.get("x0"), points, DType.FLOAT64);
    List<HostArray> inputs = new ArrayList<>(List.of(begun, mixed(path, begun, schedule.steps())));
    inputs.addAll(GoldenNetwork.NCSNV2_MNIST.weights(DType.FLOAT64));
    try (GoldenChain chain = new GoldenChain(backend, GoldenNetwork.NCSNV2_MNIST)) {
      check(
          "interpolation",
          arrays -> chain.end(schedule, arrays, Constraint.NONE),
          inputs,
          List.of(file.get("final_f64")));
    }
  }

  @Test
  void startsAllPointsOfAPathAlike() {
    Map<String, HostArray> file = Golden.npz("ncsnv2_sampling", "interpolation.npz");
    NoisePath path = new NoisePath(given(file, "x0"), given(file, "x0"), 5, true);
    TensorType rows = new TensorType(DType.FLOAT64, Shape.of(10, 14, 14, 1));
    assertClose(
        "starts",
        path.uniforms(Purpose.START, 0, 0, rows),
        Completions.repeated(file.get("x0"), 5, DType.FLOAT64),
        0);
  }

  @Test
  void completesImagesAsPublished() {
    Map<String, HostArray> file = Golden.npz("ncsnv2_sampling", "inpainting.npz");
    Map<String, HostArray> result = Golden.npz("ncsnv2_sampling", "inpainting_result.npz");
    NoiseLevels levels = NoiseLevels.geometric(50, 0.01, 6).rounded();
    try (GoldenChain chain = new GoldenChain(backend, GoldenNetwork.NCSNV2)) {
      check(
          "completion",
          arrays -> {
            DType dtype = arrays.get(0).dtype();
            KnownPixels left =
                new KnownPixels(
                    backend,
                    Completions.repeated(file.get("refer_image"), 2, dtype),
                    Completions.leftHalf(arrays.get(0).type()),
                    Renewal.EACH_STEP,
                    new AnnealedLangevin(new LangevinSchedule(levels, 2, 5e-6)),
                    step -> Completions.widened(file.get("known_noise"), step, dtype));
            return chain.end(new LangevinSchedule(levels, 2, 5e-6), arrays, left);
          },
          GoldenChain.inputs(
              Completions.flat(file.get("x0"), DType.FLOAT64),
              file.get("noise"),
              GoldenNetwork.NCSNV2.weights(DType.FLOAT64)),
          List.of(result.get("final_f64")));
    }
  }

  /** In double precision a chain passes the published states, in single precision near them. */
  private static void check(
      String what,
      UnaryOperator<List<HostArray>> chain,
      List<HostArray> inputs,
      List<HostArray> published) {
    List<HostArray> found = chain.apply(inputs);
    for (int i = 0; i < published.size(); i++) {
      HostArray expected = TorchArrays.images(published.get(i), DType.FLOAT64);
      assertClose("state " + i, found.get(i), expected, 1e-10);
    }
    List<HostArray> single = inputs.stream().map(input -> input.to(DType.FLOAT32)).toList();
    ROUNDINGS
        .computeIfAbsent(what, any -> Rounding.of(inputs, chain))
        .assertRounded(what, chain.apply(single));
  }

  /** The states that a file tells of, the start excepted, and those of its names. */
  private static List<HostArray> published(Map<String, HostArray> file, String... names) {
    List<HostArray> states = new ArrayList<>();
    for (int i = 1; i < file.get("state_index").shape().extent(0); i++) {
      states.add(TorchArrays.entry(file.get("states_f64"), i));
    }
    for (String name : names) {
      states.add(file.get(name));
    }
    return states;
  }

  /** The same states of a chain: those of the file's indices, the last two. */
  private static List<HostArray> states(
      GoldenChain chain,
      AnnealedLangevin method,
      Map<String, HostArray> file,
      List<HostArray> inputs) {
    HostArray indices = file.get("state_index");
    List<HostArray> states = new ArrayList<>();
    List<HostArray> last = new ArrayList<>();
    HostArray end =
        chain.run(
            method,
            inputs,
            Constraint.NONE,
            (done, level, state) -> {
              for (int i = 0; i < indices.shape().extent(0); i++) {
                if (indices.at(i) == done) {
                  states.add(state.toHost());
                }
              }
              if (done == method.schedule().steps()) {
                last.add(state.toHost());
              }
              return true;
            });
    states.addAll(last);
    states.add(end);
    return states;
  }

  /** Noise of rows that a file gives: {@code [draws,rows,C,H,W]}, or without draws. */
  private static SampleNoise given(Map<String, HostArray> file, String name) {
    HostArray array = file.get(name);
    return new SampleNoise() {
      @Override
      public HostArray normal(Purpose purpose, long sample, long draw, TensorType type) {
        return row(TorchArrays.entry(array, (int) draw), sample, type);
      }

      @Override
      public HostArray uniform(Purpose purpose, long sample, long draw, TensorType type) {
        return row(array, sample, type);
      }
    };
  }

  private static HostArray row(HostArray rows, long sample, TensorType type) {
    return TorchArrays.images(rows, type.dtype()).slice((int) sample, (int) sample + 1);
  }

  /** A path's noise of every step, in PyTorch's order of axes. */
  private static HostArray mixed(NoisePath path, HostArray images, int steps) {
    List<HostArray> all = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      HostArray noise = path.normals(Purpose.STEP, 0, step, images.type());
      HostArray torch = noise.transpose(0, 3, 1, 2);
      int[] extents = torch.shape().extents();
      all.add(torch.reshape(Shape.of(1, extents[0], extents[1], extents[2], extents[3])));
    }
    return HostArray.concat(all);
  }
}

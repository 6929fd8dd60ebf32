package org.ncsn.sampler;

import static org.ncsn.tck.Agreement.assertClose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;

/** Predictor-corrector samplers, with given noise, pass the states of the published program. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class GoldenPredictorCorrectorTest {
  @Parameter Backend backend;

  static Stream<SdeRun> runs() {
    return Stream.concat(SdeRun.ofMixtures().stream(), SdeRun.ofNetworks().stream());
  }

  @ParameterizedTest
  @MethodSource("runs")
  void passThePublishedStatesInDoublePrecision(SdeRun run) {
    check(run, DType.FLOAT64, 1e-8);
  }

  static Stream<SdeRun> some() {
    return Stream.concat(SdeRun.ofMixtures().stream().limit(2), SdeRun.ofNetworks().stream());
  }

  @ParameterizedTest
  @MethodSource("some")
  void stayNearThemInSinglePrecision(SdeRun run) {
    check(run, DType.FLOAT32, 1e-4);
  }

  private void check(SdeRun run, DType dtype, double tolerance) {
    Map<String, HostArray> file = run.file();
    List<HostArray> found = states(run, file, dtype);
    HostArray indices = file.get("state_index");
    int last = indices.shape().extent(0) - (run.method().denoised() ? 1 : 0);
    for (int i = 0; i < last; i++) {
      int official = (int) indices.at(i);
      if (run.has(official)) {
        HostArray expected = entry(file, "states_f64", i);
        assertClose("state " + i, found.get(run.update(official)), expected, tolerance);
      }
    }
    HostArray result = TorchArrays.images(file.get("result_f64"), DType.FLOAT64);
    HostArray end = found.get(found.size() - 1).to(DType.FLOAT64);
    assertClose("result", run.isCentred() ? mapped(end) : end, result, tolerance);
  }

  private List<HostArray> states(SdeRun run, Map<String, HostArray> file, DType dtype) {
    HostArray start = TorchArrays.images(file.get("z"), DType.FLOAT64);
    HostArray scaled = start.map(z -> z * run.method().process().priorDeviation()).to(dtype);
    List<HostArray> states = new ArrayList<>();
    try (Scope scope = Scope.open();
        Sampler sampler = new Sampler(backend, run.score(), run.method(), scaled.type())) {
      Chain chain =
          new Chain(
              run.weights().get().to(dtype).on(backend),
              draw -> entry(file, "noise", draw).to(dtype));
      sampler.run(
          chain,
          scaled,
          (done, phase, state) -> {
            states.add(state.toHost());
            return true;
          });
    }
    return states;
  }

  private static HostArray entry(Map<String, HostArray> file, String name, int index) {
    return TorchArrays.images(TorchArrays.entry(file.get(name), index), DType.FLOAT64);
  }

  private static HostArray mapped(HostArray centred) {
    return centred.map(x -> (x + 1) / 2);
  }
}

package org.ncsn.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.ncsn.tck.Agreement.assertClose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.golden.Golden;
import org.ncsn.sampler.KnownPixels.Renewal;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** Inpainting and colorization, with given noise, pass the states of the published program. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class GoldenControllableTest {
  @Parameter Backend backend;

  static List<ControlledRun> runs() {
    return ControlledRun.all();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void passThePublishedStatesInDoublePrecision(ControlledRun run) {
    check(run, DType.FLOAT64, 1e-8);
    PredictorCorrector noisy = run.method().withLastNoise();
    HostArray last = end(run, noisy, run.file(), DType.FLOAT64, new ArrayList<>());
    assertClose("last", last, run.result(run.file(), "last_f64"), 1e-8);
  }

  /** How a network rounds is tested with the network. */
  static List<ControlledRun> runsOnExactScores() {
    return ControlledRun.all().stream().filter(run -> !run.name().equals("net")).toList();
  }

  @ParameterizedTest
  @MethodSource("runsOnExactScores")
  void stayNearThemInSinglePrecision(ControlledRun run) {
    check(run, DType.FLOAT32, 1e-4);
  }

  @Test
  void coloursAreRotatedAsPublished() {
    Map<String, HostArray> colours = Golden.npz("sde_controllable", "colors.npz");
    assertThat(Colorization.rotation()).isEqualTo(colours.get("matrix"));
    assertClose("back", Colorization.back(), colours.get("inverse"), 1e-15);
  }

  @Test
  void greyIsTheMeanOfTheColours() {
    HostArray image = HostArray.of(Shape.of(1, 1, 2, 3), 0.0, 1, 2, 5, 5, 8);
    assertThat(Colorization.grey(image)).isEqualTo(HostArray.of(image.shape(), 1.0, 1, 1, 6, 6, 6));
  }

  @Test
  void aSampleOfThePriorBeginsWithTheGreyThatIsKnown() {
    ControlledRun run =
        ControlledRun.all().stream().filter(ControlledRun::beginsAsGiven).findFirst().orElseThrow();
    HostArray grey = HostArray.of(Shape.of(1, 1, 1, 3), 0.4, 0.4, 0.4);
    HostArray prior = HostArray.of(grey.shape(), 3.0, -1, 7);
    Constraint known =
        new Colorization(backend, grey, Renewal.BEHIND_EACH_STEP, run.method(), draw -> grey);
    try (Scope scope = Scope.open()) {
      HostArray begun = known.at(0).before(0, backend.tensor(prior)).toHost();
      // The grey colour is the mean; what the others differ from it by stays.
      assertClose("begun", begun, HostArray.of(grey.shape(), 0.4, -3.6, 4.4), 1e-6);
    }
  }

  @Test
  void onlyColoursAreRotated() {
    HostArray grey = HostArray.zeros(new TensorType(DType.FLOAT32, Shape.of(1, 2, 2, 1)));
    SamplingMethod method = ControlledRun.all().get(0).method();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Colorization(backend, grey, Renewal.BEHIND_EACH_STEP, method, draw -> grey))
        .withMessage("colorization: images are floating [N,H,W,3], found float32[1,2,2,1]");
  }

  private void check(ControlledRun run, DType dtype, double tolerance) {
    Map<String, HostArray> file = run.file();
    List<HostArray> begun = new ArrayList<>();
    HostArray result = end(run, run.method(), file, dtype, begun);
    for (int step = 0; step < begun.size(); step++) {
      assertClose("state " + step, begun.get(step), run.begun(file, step), tolerance);
    }
    assertClose("result", result, run.result(file, "result_f64"), tolerance);
  }

  /**
   * @param begun takes what each step begins with
   */
  private HostArray end(
      ControlledRun run,
      PredictorCorrector method,
      Map<String, HostArray> file,
      DType dtype,
      List<HostArray> begun) {
    HostArray start = run.start(file).to(dtype);
    Constraint known = run.constraint(backend, method, file, dtype);
    try (Scope scope = Scope.open();
        Sampler sampler = new Sampler(backend, run.score(), method, start.type())) {
      return sampler.run(
          new Chain(
              run.weights().get().to(dtype).on(backend),
              draw -> run.stepNoise(file, draw).to(dtype)),
          start,
          phase -> watched(known.at(phase), run.beginsAsGiven(), begun),
          Sampler.Observer.NONE);
    }
  }

  private static Constraint.Imposed watched(
      Constraint.Imposed known, boolean beginsAsGiven, List<HostArray> begun) {
    return new Constraint.Imposed() {
      @Override
      public Tensor before(int step, Tensor state) {
        Tensor imposed = step == 0 && beginsAsGiven ? state : known.before(step, state);
        begun.add(imposed.toHost());
        return imposed;
      }

      @Override
      public Tensor after(int step, Tensor state) {
        return known.after(step, state);
      }
    };
  }
}

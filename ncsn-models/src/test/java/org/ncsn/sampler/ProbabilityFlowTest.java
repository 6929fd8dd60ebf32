package org.ncsn.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ncsn.tck.Agreement.assertClose;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.Masks;
import org.ncsn.flow.Flow;
import org.ncsn.flow.FlowRun;
import org.ncsn.golden.Golden;
import org.ncsn.nn.HostWeights;
import org.ncsn.noise.VarianceExploding;
import org.ncsn.ode.DormandPrince;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;

/** Sampling along the probability flow by the loop of all samplers. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class ProbabilityFlowTest {
  private static final HostWeights NONE = new HostWeights(List.of(), List.of());
  private static final Shape IMAGE = Shape.of(2, 2, 3);
  private static final Flow FLOW = Flow.ofSamples(FlowRun.VP, DormandPrince.of(1e-2));

  @Parameter Backend backend;

  static List<FlowRun> runs() {
    return FlowRun.ofSamples();
  }

  static List<FlowRun> denoisedRuns() {
    return runs().stream().filter(run -> run.name().contains("denoised")).toList();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void endsNearThePublishedResultsInSinglePrecision(FlowRun run) {
    check(run, DType.FLOAT32, 1e-3);
  }

  @ParameterizedTest
  @MethodSource("denoisedRuns")
  void takesThePublishedLastStepInDoublePrecision(FlowRun run) {
    check(run, DType.FLOAT64, 1e-6);
  }

  private void check(FlowRun run, DType dtype, double tolerance) {
    boolean denoised = run.name().contains("denoised") || run.name().equals("ddpmpp");
    ProbabilityFlow plain = new ProbabilityFlow(run.flow());
    ProbabilityFlow method = denoised ? plain.denoised(1000) : plain;
    HostArray latents = run.latents(dtype);
    try (Scope scope = Scope.open();
        Sampler sampler = new Sampler(backend, run.model(), method, latents.type())) {
      List<Integer> steps = new ArrayList<>();
      HostArray end =
          sampler
              .run(chain(run.weights(dtype)), latents, (done, phase, state) -> steps.add(done))
              .to(DType.FLOAT64);
      HostArray expected = TorchArrays.images(run.file().get("result_f64"), DType.FLOAT64);
      assertClose("result", isCentred(run) ? end.map(x -> (x + 1) / 2) : end, expected, tolerance);
      assertThat(steps).hasSize(denoised ? 101 : 100);
    }
  }

  private static boolean isCentred(FlowRun run) {
    boolean tight = run.name().endsWith("tight");
    return !(run.flow().process() instanceof VarianceExploding) && !tight;
  }

  private Chain chain(HostWeights weights) {
    return new Chain(
        weights.on(backend),
        draw -> {
          throw new AssertionError("a flow draws no noise");
        });
  }

  /** Up to the rounding of engines, far below the error of such steps. */
  @Test
  void aSampleIsTheSameInAnyBatch() {
    HostArray atOnce = draw(5);
    assertClose("in batches of 2", draw(2), atOnce, 1e-4);
    assertClose("alone", draw(1), atOnce, 1e-4);
  }

  private HostArray draw(int batch) {
    return new Draw(
            mixture(),
            new ProbabilityFlow(FLOW).denoised(1000),
            Start.prior(FlowRun.VP),
            OptionalInt.of(batch),
            7)
        .samples(backend, NONE, IMAGE, 5);
  }

  @Test
  void refusesToHaveItsSamplesChanged() {
    HostArray images = HostArray.zeros(draw(5).type());
    Draw draw =
        new Draw(
            mixture(), new ProbabilityFlow(FLOW), Start.prior(FlowRun.VP), OptionalInt.of(5), 7);
    assertThatThrownBy(() -> draw.completed(backend, NONE, images, Masks.leftHalf(images.shape())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("probability flow: nothing can be imposed on its samples");
  }

  private static MixtureScore mixture() {
    return MixtureScore.of(Golden.npz("sde_ode", "data.npz"), FlowRun.VP);
  }
}

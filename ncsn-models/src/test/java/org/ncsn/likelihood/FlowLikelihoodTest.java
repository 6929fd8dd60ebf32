package org.ncsn.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.ncsn.tck.Agreement.assertClose;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.flow.Flow;
import org.ncsn.flow.FlowRun;
import org.ncsn.nn.Weights;
import org.ncsn.noise.DiffusionProcess;
import org.ncsn.ode.DormandPrince;
import org.ncsn.ode.Stepping;
import org.ncsn.random.NoiseSource;
import org.ncsn.sampler.MixtureScore;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;

/** Likelihoods of points in the plane whose density is known. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#all")
class FlowLikelihoodTest {
  private static final Weights NONE = new Weights(List.of());
  private static final HostArray MEAN = HostArray.of(Shape.of(1, 2), 1.5, -0.5);
  private static final double SPREAD = 0.4;
  private static final NoiseSource NOISE = NoiseSource.seeded(4);

  @Parameter Backend backend;

  static List<DiffusionProcess> processes() {
    return List.of(FlowRun.VE, FlowRun.VP, FlowRun.SUB_VP);
  }

  static List<DiffusionProcess> forgetfulProcesses() {
    return List.of(FlowRun.VP, FlowRun.SUB_VP);
  }

  /** The flow of normal data keeps each number of deviations from the mean. */
  @ParameterizedTest
  @MethodSource("processes")
  void areTheClosedFormsOnNormalData(DiffusionProcess process) {
    HostArray data = NoiseSource.seeded(2).normal(DType.FLOAT64, Shape.of(3, 2));
    Flow flow = Flow.ofData(process, DormandPrince.of(1e-9));
    MixtureScore normal = new MixtureScore(process, List.of(1.0), List.of(MEAN), SPREAD);
    HostArray found = of(normal, flow, data, Trace.EXACT, NOISE::split).values();
    double stretch = spread(process, 1) / spread(process, Flow.FIRST_TIME);
    for (int n = 0; n < 3; n++) {
      double exact = 2 * Math.log(stretch);
      for (int i = 0; i < 2; i++) {
        double way = data.at(2 * n + i) - process.mean(Flow.FIRST_TIME) * MEAN.at(i);
        double z = (process.mean(1) * MEAN.at(i) + stretch * way) / process.priorDeviation();
        exact -= z * z / 2 + Math.log(process.priorDeviation()) + Math.log(2 * Math.PI) / 2;
      }
      assertThat(found.at(n)).isCloseTo(exact, within(1e-6));
    }
  }

  /** The deviation of noisy data. */
  private static double spread(DiffusionProcess process, double time) {
    return Math.hypot(process.mean(time) * SPREAD, process.deviation(time));
  }

  /** Up to what is left of the data at time 1, where the prior has nothing of them. */
  @ParameterizedTest
  @MethodSource("forgetfulProcesses")
  void areNearlyTheMixturesOwn(DiffusionProcess process) {
    HostArray data = NoiseSource.seeded(2).normal(DType.FLOAT64, Shape.of(4, 2));
    Flow flow = Flow.ofData(process, DormandPrince.of(1e-7));
    HostArray found = of(mixture(process), flow, data, Trace.EXACT, NOISE::split).values();
    for (int n = 0; n < 4; n++) {
      double exact = logDensity(process, data.at(2 * n), data.at(2 * n + 1));
      assertThat(found.at(n)).isCloseTo(exact, within(0.03));
    }
  }

  /** A constant Jacobian, a multiple of the identity, is what Rademacher's directions see. */
  @Test
  void aSingleSignIsEnoughWhereTheJacobianIsAMultipleOfTheIdentity() {
    HostArray data = NoiseSource.seeded(2).normal(DType.FLOAT64, Shape.of(3, 2));
    Flow flow = Flow.ofData(FlowRun.VP, DormandPrince.of(1e-7));
    MixtureScore normal = new MixtureScore(FlowRun.VP, List.of(1.0), List.of(MEAN), SPREAD);
    HostArray exact = of(normal, flow, data, Trace.EXACT, NOISE::split).values();
    HostArray signs = of(normal, flow, data, Trace.RADEMACHER, NOISE::split).values();
    HostArray gaussian = of(normal, flow, data, Trace.GAUSSIAN, NOISE::split).values();
    assertClose("by signs", signs, exact, 1e-9);
    assertThat(Math.abs(gaussian.at(0) - exact.at(0))).isGreaterThan(1e-3);
  }

  /** The estimate is linear in v v', whose mean over the axes' signs is the identity. */
  @Test
  void theEstimatesHaveTheExactTraceAsTheirMean() {
    HostArray x = HostArray.of(Shape.of(1, 2), 0.3, 0.1);
    List<HostArray> even = List.of(HostArray.of(Shape.of(1, 2), 1.0, 1));
    List<HostArray> odd = List.of(HostArray.of(Shape.of(1, 2), 1.0, -1));
    double exact = slope(x, Trace.EXACT.directions(x.type(), NOISE::split));
    double mean = (slope(x, even) + slope(x, odd)) / 2;
    assertThat(mean).isCloseTo(exact, within(1e-9 * Math.abs(exact)));
    assertThat(slope(x, even)).isNotCloseTo(exact, within(1e-3));
  }

  private double slope(HostArray x, List<HostArray> directions) {
    Flow flow = Flow.ofData(FlowRun.VP, DormandPrince.PUBLISHED);
    try (Scope scope = Scope.open();
        FlowLikelihood likelihood =
            new FlowLikelihood(backend, mixture(FlowRun.VP), flow, x.type())) {
      double[] slopes =
          likelihood
              .equation(NONE, new Directions(directions))
              .slopes(new double[] {0.3}, WithChange.none(x).states());
      return slopes[2];
    }
  }

  /** Up to the rounding of engines whose kernels go over a batch in blocks. */
  @ParameterizedTest
  @EnumSource(Trace.class)
  void aLikelihoodIsTheSameInAnyBatch(Trace trace) {
    HostArray data = NoiseSource.seeded(3).normal(DType.FLOAT64, Shape.of(3, 2));
    Flow flow = Flow.ofData(FlowRun.VP, DormandPrince.of(1e-3));
    LogDensities together = of(mixture(FlowRun.VP), flow, data, trace, NOISE::split);
    for (int n = 0; n < 3; n++) {
      int place = n;
      LogDensities alone =
          of(mixture(FlowRun.VP), flow, data.slice(n, n + 1), trace, i -> NOISE.split(place));
      assertThat(together.values().at(n)).isCloseTo(alone.values().scalar(), within(1e-9));
      assertThat(together.evaluations().at(n)).isEqualTo(alone.evaluations().scalar());
    }
  }

  @Test
  void aBatchMayShareItsSteps() {
    HostArray data = NoiseSource.seeded(3).normal(DType.FLOAT32, Shape.of(3, 2));
    Flow flow = Flow.ofData(FlowRun.VP, DormandPrince.PUBLISHED.with(Stepping.WHOLE_BATCH));
    LogDensities found = of(mixture(FlowRun.VP), flow, data, Trace.EXACT, NOISE::split);
    int[] evaluations = found.evaluations().ints();
    assertThat(IntStream.of(evaluations).distinct().count()).isEqualTo(1);
  }

  @Test
  void takesDataAndDirectionsOfOneType() {
    HostArray data = HostArray.of(Shape.of(1, 2), 1f, 2f);
    Flow flow = Flow.ofData(FlowRun.VP, DormandPrince.PUBLISHED);
    try (FlowLikelihood likelihood =
        new FlowLikelihood(backend, mixture(FlowRun.VP), flow, data.type())) {
      assertThatThrownBy(() -> likelihood.of(NONE, data, List.of(data.to(DType.FLOAT64))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("likelihood: data and directions are float32[1,2], found float64[1,2]");
    }
  }

  private LogDensities of(
      MixtureScore score, Flow flow, HostArray data, Trace trace, IntFunction<NoiseSource> noise) {
    try (Scope scope = Scope.open();
        FlowLikelihood likelihood = new FlowLikelihood(backend, score, flow, data.type())) {
      return likelihood.of(NONE, data, trace, noise);
    }
  }

  private static MixtureScore mixture(DiffusionProcess process) {
    return new MixtureScore(process, List.of(0.3, 0.7), List.of(MEAN, MEAN.map(x -> -x)), SPREAD);
  }

  /** Of the mixture at the first time. */
  private static double logDensity(DiffusionProcess process, double x, double y) {
    double factor = process.mean(Flow.FIRST_TIME);
    double variance = spread(process, Flow.FIRST_TIME) * spread(process, Flow.FIRST_TIME);
    double sum = 0;
    for (int sign = 1; sign >= -1; sign -= 2) {
      double dx = x - sign * factor * MEAN.at(0);
      double dy = y - sign * factor * MEAN.at(1);
      double share = sign == 1 ? 0.3 : 0.7;
      sum += share * Math.exp(-(dx * dx + dy * dy) / (2 * variance)) / (2 * Math.PI * variance);
    }
    return Math.log(sum);
  }
}

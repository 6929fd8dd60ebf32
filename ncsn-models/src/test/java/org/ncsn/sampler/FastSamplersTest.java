package org.ncsn.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.ncsn.tck.Agreement.assertClose;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Weights;
import org.ncsn.noise.DiffusionProcess;
import org.ncsn.noise.DiscreteLevels;
import org.ncsn.noise.LinearRate;
import org.ncsn.noise.SubVariancePreserving;
import org.ncsn.noise.VarianceExploding;
import org.ncsn.noise.VariancePreserving;
import org.ncsn.random.NoiseSource;
import org.ncsn.sampler.SamplingTimes.Spacing;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;

/** DDIM, DPM-Solver++ and Heun's method on the exact scores of normal data and of a mixture. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class FastSamplersTest {
  private static final double MEAN = 0.4;
  private static final double DEVIATION = 0.3;
  private static final VariancePreserving VP = new VariancePreserving(LinearRate.PUBLISHED);
  private static final Weights NONE = new Weights(List.of());
  private static final TensorType STARTS = new TensorType(DType.FLOAT64, Shape.of(8, 1, 1, 1));

  @Parameter Backend backend;

  static Stream<DiffusionProcess> processes() {
    return Stream.of(
        new VarianceExploding(0.01, 50), VP, new SubVariancePreserving(LinearRate.PUBLISHED));
  }

  /** Methods of times, and the order of each. */
  static Stream<Arguments> orders() {
    return Stream.of(
        Arguments.of("ddim", (Function<SamplingTimes, SamplingMethod>) t -> new Ddim(t, 0), 1),
        Arguments.of("dpm", (Function<SamplingTimes, SamplingMethod>) DpmSolver::new, 2),
        Arguments.of("heun", (Function<SamplingTimes, SamplingMethod>) Heun::new, 2));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("orders")
  void comeNearerToTheFlowByTheirOrder(
      String name, Function<SamplingTimes, SamplingMethod> method, int order) {
    HostArray starts = starts(VP);
    double[] errors = new double[2];
    for (int i = 0; i < errors.length; i++) {
      SamplingTimes times = SamplingTimes.logarithmic(VP, 256 << i);
      HostArray found = run(normal(VP), method.apply(times), starts);
      for (int k = 0; k < starts.shape().intSize(); k++) {
        errors[i] = Math.max(errors[i], Math.abs(found.at(k) - denoised(starts.at(k))));
      }
    }
    assertThat(Math.log(errors[0] / errors[1]) / Math.log(2)).isCloseTo(order, within(0.25));
  }

  @ParameterizedTest
  @MethodSource("processes")
  void takeThePriorToTheDataInTwentyFiveSteps(DiffusionProcess process) {
    HostArray starts = starts(process);
    HostArray expected = starts.map(start -> flowed(process, start));
    SamplingTimes times = SamplingTimes.logarithmic(process, 25);
    assertClose("dpm", run(normal(process), new DpmSolver(times), starts), expected, 0.02);
    assertClose("heun", run(normal(process), new Heun(times), starts), expected, 0.05);
  }

  @ParameterizedTest
  @MethodSource("processes")
  void drawNormalDataWithNoiseDrawnAnew(DiffusionProcess process) {
    TensorType many = new TensorType(DType.FLOAT64, Shape.of(4000, 1, 1, 1));
    NoiseSource noise = NoiseSource.seeded(7);
    HostArray starts =
        noise.normal(many.dtype(), many.shape()).map(z -> z * process.priorDeviation());
    Ddim method = new Ddim(SamplingTimes.logarithmic(process, 100), 1);
    double[] found = run(normal(process), method, starts).doubles();
    double mean = Arrays.stream(found).average().orElseThrow();
    double squares = 0;
    for (double value : found) {
      squares += (value - mean) * (value - mean);
    }
    // Four standard errors of 4,000 samples, and what 100 steps leave.
    assertThat(mean).isCloseTo(MEAN, within(4 * DEVIATION / Math.sqrt(4000) + 0.01));
    assertThat(Math.sqrt(squares / found.length)).isCloseTo(DEVIATION, within(0.025));
  }

  @ParameterizedTest
  @EnumSource
  void canBeSpacedInWaysThatAllEndWithTheData(Spacing spacing) {
    HostArray starts = starts(VP);
    SamplingTimes times = SamplingTimes.of(VP, spacing, 1e-3, 200);
    HostArray expected = starts.map(start -> flowed(VP, start));
    assertClose("dpm", run(normal(VP), new DpmSolver(times), starts), expected, 0.05);
  }

  @Test
  void goThroughLevelsAsThroughTimes() {
    DiscreteLevels levels = new DiscreteLevels(LinearRate.PUBLISHED, 1000);
    HostArray starts = starts(VP);
    SamplingTimes times = SamplingTimes.levels(levels, 999, 0, 200);
    MixtureScore score = new MixtureScore(levels, List.of(1.0), List.of(constant(MEAN)), DEVIATION);
    HostArray expected = starts.map(start -> flowed(VP, start));
    assertClose("dpm", run(score, new DpmSolver(times), starts), expected, 0.05);
  }

  @Test
  void wantNoiseToBecomeLess() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SamplingTimes(VP, 0.5, 0.5))
        .withMessage(
            "sampling times: noise becomes less from each to the next, found 0.5 before 0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ddim(SamplingTimes.logarithmic(VP, 3), 1.5))
        .withMessage("ddim: eta is in [0, 1], found 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SamplingTimes.logarithmic(VP, 0))
        .withMessage("sampling times: there is at least one, found none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SamplingTimes.of(VP, Spacing.UNIFORM, 1.5, 3))
        .withMessage("sampling times: the last one is in (0, 1), found 1.5");
  }

  private static HostArray constant(double value) {
    return HostArray.of(Shape.of(1, 1, 1, 1), value);
  }

  private static MixtureScore normal(DiffusionProcess process) {
    return new MixtureScore(process, List.of(1.0), List.of(constant(MEAN)), DEVIATION);
  }

  private static HostArray starts(DiffusionProcess process) {
    return NoiseSource.seeded(3)
        .normal(STARTS.dtype(), STARTS.shape())
        .map(z -> z * process.priorDeviation());
  }

  /** Where the probability flow takes a point of time 1, clean data being normal. */
  private static double flowed(DiffusionProcess process, double start) {
    double spread = process.mean(1) * DEVIATION;
    double noisy = Math.hypot(spread, process.deviation(1));
    return MEAN + DEVIATION * (start - process.mean(1) * MEAN) / noisy;
  }

  /** The same as far as the last time, from where the data are what the score says. */
  private static double denoised(double start) {
    double time = VP.lastTime();
    double mean = VP.mean(time);
    double variance = Math.pow(mean * DEVIATION, 2) + Math.pow(VP.deviation(time), 2);
    double way = (flowed(VP, start) - MEAN) / DEVIATION * Math.sqrt(variance);
    return MEAN + way * (1 - Math.pow(VP.deviation(time), 2) / variance) / mean;
  }

  private HostArray run(MixtureScore score, SamplingMethod method, HostArray starts) {
    NoiseSource noise = NoiseSource.seeded(11);
    try (Scope scope = Scope.open();
        Sampler sampler = new Sampler(backend, score, method, starts.type())) {
      Chain chain =
          new Chain(NONE, draw -> noise.split(draw).normal(starts.dtype(), starts.shape()));
      return sampler.run(chain, starts, Sampler.Observer.NONE);
    }
  }
}

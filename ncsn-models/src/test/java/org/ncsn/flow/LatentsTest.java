package org.ncsn.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ncsn.tck.Agreement.assertClose;
import static org.ncsn.tck.Agreement.error;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.nn.Weights;
import org.ncsn.noise.DiffusionProcess;
import org.ncsn.ode.DormandPrince;
import org.ncsn.random.NoiseSource;
import org.ncsn.sampler.MixtureScore;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;

/** The probability flow of data whose score is known. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#all")
class LatentsTest {
  private static final Weights NONE = new Weights(List.of());
  private static final Shape IMAGES = Shape.of(5, 2, 2, 1);
  private static final HostArray MEAN = HostArray.of(Shape.of(1, 2, 2, 1), 0.5, -0.5, 0.2, 0);
  private static final double SPREAD = 0.3;

  @Parameter Backend backend;

  static List<DiffusionProcess> processes() {
    return List.of(FlowRun.VE, FlowRun.VP, FlowRun.SUB_VP);
  }

  /** The flow of normal data keeps each number of deviations from the mean. */
  @ParameterizedTest
  @MethodSource("processes")
  void normalDataKeepTheirPlaceAmongTheOthers(DiffusionProcess process) {
    HostArray normal = NoiseSource.seeded(1).normal(DType.FLOAT64, IMAGES);
    Flow flow = Flow.ofData(process, DormandPrince.of(1e-8));
    HostArray codes;
    HostArray decoded;
    try (Scope scope = Scope.open();
        Latents latents = new Latents(backend, normal(process), flow, normal.type())) {
      HostArray data = at(process, flow.dataTime(), normal);
      codes = latents.encode(NONE, data).samples();
      decoded = latents.decode(NONE, codes).samples();
      assertClose("decoded", decoded, data, 1e-5);
    }
    assertClose("latents", codes, at(process, 1, normal), 1e-5);
  }

  @Test
  void theErrorFallsWithTheFifthPowerOfTheEvaluations() {
    HostArray normal = NoiseSource.seeded(1).normal(DType.FLOAT64, Shape.of(1, 2, 2, 1));
    double[] errors = new double[2];
    double[] evaluations = new double[2];
    for (int i = 0; i < 2; i++) {
      Flow flow = Flow.ofSamples(FlowRun.VP, DormandPrince.of(i == 0 ? 1e-7 : 1e-11));
      try (Scope scope = Scope.open();
          Latents latents = new Latents(backend, normal(FlowRun.VP), flow, normal.type())) {
        Latents.Moved end = latents.decode(NONE, at(FlowRun.VP, 1, normal));
        HostArray exact = at(FlowRun.VP, flow.dataTime(), normal);
        errors[i] = error(end.samples(), exact);
        evaluations[i] = end.evaluations().scalar();
      }
    }
    double order = Math.log(errors[0] / errors[1]) / Math.log(evaluations[1] / evaluations[0]);
    assertThat(order).isBetween(4.5, 7.0);
  }

  /** Up to the rounding of engines whose kernels go over a batch in blocks. */
  @Test
  void aLatentIsTheSameInAnyBatch() {
    HostArray data = NoiseSource.seeded(3).normal(DType.FLOAT64, IMAGES);
    Latents.Moved together = encode(data);
    for (int n = 0; n < 5; n++) {
      Latents.Moved alone = encode(data.slice(n, n + 1));
      assertClose("latent", together.samples().slice(n, n + 1), alone.samples(), 1e-9);
      assertThat(together.evaluations().at(n)).isEqualTo(alone.evaluations().scalar());
    }
  }

  private Latents.Moved encode(HostArray data) {
    Flow flow = Flow.ofData(FlowRun.VP, DormandPrince.of(1e-3));
    try (Scope scope = Scope.open();
        Latents latents = new Latents(backend, mixture(), flow, data.type())) {
      return latents.encode(NONE, data);
    }
  }

  @Test
  void takesWhatItWasCompiledFor() {
    HostArray data = HostArray.of(Shape.of(1, 2), 1f, 2f);
    Flow flow = Flow.ofData(FlowRun.VP, DormandPrince.PUBLISHED);
    try (Latents latents = new Latents(backend, mixture(), flow, data.type())) {
      assertThatThrownBy(() -> latents.encode(NONE, data.to(DType.FLOAT64)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("compiled for float32[1,2], found float64[1,2]");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, 1, 1.5, Double.NaN})
  void dataAreBetweenTimesZeroAndOne(double time) {
    assertThatThrownBy(() -> new Flow(FlowRun.VP, time, DormandPrince.PUBLISHED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("probability flow: the data's time is in [0, 1), found " + time);
  }

  private static MixtureScore normal(DiffusionProcess process) {
    return new MixtureScore(process, List.of(1.0), List.of(MEAN), SPREAD);
  }

  private static MixtureScore mixture() {
    return new MixtureScore(
        FlowRun.VP, List.of(0.3, 0.7), List.of(MEAN, MEAN.map(x -> -x)), SPREAD);
  }

  /** Noisy data at a time, so many deviations from their mean. */
  private static HostArray at(DiffusionProcess process, double time, HostArray normal) {
    double factor = process.mean(time);
    double deviation = Math.hypot(factor * SPREAD, process.deviation(time));
    double[] values = new double[normal.shape().intSize()];
    int size = MEAN.shape().intSize();
    for (int i = 0; i < values.length; i++) {
      values[i] = factor * MEAN.at(i % size) + deviation * normal.at(i);
    }
    return HostArray.of(normal.shape(), values);
  }
}

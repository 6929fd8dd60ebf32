package org.ncsn.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.golden.Golden;
import org.ncsn.random.NoiseSource;

class DiffusionProcessTest {
  private static final double TOLERANCE = 1e-9;
  private static final VarianceExploding VE = new VarianceExploding(0.01, 50);
  private static final VariancePreserving VP = new VariancePreserving(LinearRate.PUBLISHED);
  private static final SubVariancePreserving SUB_VP =
      new SubVariancePreserving(LinearRate.PUBLISHED);

  static Stream<Arguments> processes() {
    return Stream.of(
        Arguments.argumentSet("VE", "ve", VE),
        Arguments.argumentSet("VP", "vp", VP),
        Arguments.argumentSet("sub-VP", "subvp", SUB_VP));
  }

  @ParameterizedTest
  @MethodSource("processes")
  void drivesAndSpreadsDataAsPublished(String file, DiffusionProcess process) {
    Published published = new Published(file);
    published.isFactor("drift_f64", process::drift);
    published.isFactor("mean_f64", process::mean);
    published.is("diffusion_f64", process::diffusion);
    published.is("std_f64", process::deviation);
  }

  @ParameterizedTest
  @MethodSource("processes")
  void goesInAThousandStepsAsPublished(String file, DiffusionProcess process) {
    Published published = new Published(file);
    Discretization steps = process.discretized(1000);
    published.isFactor("f_f64", steps::drift);
    published.is("G_f64", steps::diffusion);
  }

  @ParameterizedTest
  @MethodSource("processes")
  void endsInThePublishedPrior(String file, DiffusionProcess process) {
    Published published = new Published(file);
    HostArray z = published.of("z").to(DType.FLOAT64);
    assertThat(process.prior().logDensities(z))
        .usingComparatorWithPrecision(1e-9)
        .containsExactly(published.of("prior_logp_f64").doubles());
  }

  @Test
  void aPriorDrawsNumbersOfItsDeviation() {
    TensorType type = new TensorType(DType.FLOAT64, Shape.of(50_000));
    double squares = 0;
    for (double number : VE.prior().draw(NoiseSource.seeded(1), type).doubles()) {
      squares += number * number;
    }
    assertThat(Math.sqrt(squares / 50_000)).isCloseTo(50, within(50 * 0.02));
  }

  @ParameterizedTest
  @CsvSource({"1000", "24"})
  void hasThePublishedTables(int count) {
    Map<String, HostArray> tables = Golden.npz("sde_functions", "tables.npz");
    String prefix = "N" + count + ".";
    DiscreteLevels levels = new DiscreteLevels(LinearRate.PUBLISHED, count);
    equal(tables.get(prefix + "discrete_betas_f64"), i -> LinearRate.PUBLISHED.shares(count)[i]);
    equal(tables.get(prefix + "sqrt_alphas_cumprod_f64"), levels::mean);
    equal(tables.get(prefix + "sqrt_1m_alphas_cumprod_f64"), levels::deviation);
    equal(tables.get(prefix + "discrete_sigmas_f64"), i -> VE.levels(count)[i]);
  }

  @ParameterizedTest
  @CsvSource({"1000, vesde", "24, vesde", "1000, vpsde", "24, vpsde"})
  void isSampledAtThePublishedTimes(int count, String name) {
    Map<String, HostArray> times = Golden.npz("sde_functions", "times.npz");
    String prefix = "N" + count + "." + name + ".";
    Discretization steps = (name.equals("vesde") ? VE : VP).discretized(count);
    equal(times.get(prefix + "t_f64"), steps::time);
    equal(times.get(prefix + "index_f64"), step -> steps.index(steps.time(step)));
  }

  @Test
  void doesNotLoseTheFirstNoise() {
    // B(t) is 1e-10: its double has no digit of 1 - exp(-B) left if that is computed as it stands.
    double time = 1e-9;
    assertThat(VP.deviation(time)).isCloseTo(1e-5, within(1e-12));
    assertThat(SUB_VP.deviation(time)).isCloseTo(1e-10, within(1e-17));
  }

  @Test
  void isNotCutIntoFewerStepsThanItsRate() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VP.discretized(20))
        .withMessage(
            "linear rate: 20 steps are too few for a rate up to 20.0; take more steps than that");
    assertThat(VP.discretized(21).steps()).isEqualTo(21);
    assertThatIllegalArgumentException().isThrownBy(() -> SUB_VP.discretized(0));
  }

  @Test
  void refusesNoiseThatDoesNotGrow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VarianceExploding(1, 1))
        .withMessageContaining("from a positive deviation to a larger one");
    assertThatIllegalArgumentException().isThrownBy(() -> new LinearRate(-1, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new NormalPrior(0));
  }

  private static void equal(HostArray published, IntToDoubleFunction own) {
    for (int i = 0; i < published.shape().intSize(); i++) {
      double expected = published.at(i);
      assertThat(own.applyAsDouble(i))
          .isCloseTo(expected, within(TOLERANCE * Math.max(Math.abs(expected), 1e-6)));
    }
  }

  /** A function of time. */
  private interface OfTime {
    double at(double time);
  }

  /** What the official code computes on a grid of times and states. */
  private record Published(Map<String, HostArray> arrays) {
    Published(String process) {
      this(Golden.npz("sde_functions", process + ".npz"));
    }

    HostArray of(String name) {
      return arrays.get(name);
    }

    void is(String name, OfTime own) {
      equal(of(name), i -> own.at(of("t").at(i)));
    }

    /** The published array is that of the states times a factor. */
    void isFactor(String name, OfTime own) {
      int each = of("x").shape().intSize() / of("t").shape().intSize();
      equal(of(name), i -> own.at(of("t").at(i / each)) * of("x").at(i));
    }
  }
}

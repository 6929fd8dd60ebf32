package org.ncsn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.ncsn.tck.Agreement.assertClose;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.golden.Golden;
import org.ncsn.loss.TimeDenoising.Pixels;
import org.ncsn.noise.DiscreteLevels;
import org.ncsn.noise.LinearRate;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.noise.SubVariancePreserving;
import org.ncsn.noise.VarianceExploding;
import org.ncsn.noise.VariancePreserving;
import org.ncsn.random.NoiseSource;
import org.ncsn.score.OutputRule;
import org.ncsn.tck.ReferenceBackend;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

class TimeDenoisingTest {
  private static final VarianceExploding VE = new VarianceExploding(0.01, 50);
  private static final VariancePreserving VP = new VariancePreserving(LinearRate.PUBLISHED);
  private static final SubVariancePreserving SUB_VP =
      new SubVariancePreserving(LinearRate.PUBLISHED);

  private static final Times.Continuous ANY = new Times.Continuous(false);

  static Stream<Arguments> losses() {
    return Stream.of(
        continuous("ve_sum", new TimeDenoising(VE, ANY, VE::deviation, OutputRule.SCORE, half())),
        continuous("ve_mean", new TimeDenoising(VE, ANY, VE::deviation, OutputRule.SCORE, mean())),
        continuous(
            "ve_likelihood",
            TimeDenoising.ofLikelihood(VE, ANY, VE::deviation, OutputRule.SCORE, half())),
        continuous(
            "vp_mean",
            new TimeDenoising(VP, ANY, TimeDenoisingTest::perMille, OutputRule.NOISE, mean())),
        continuous(
            "vp_likelihood",
            TimeDenoising.ofLikelihood(
                VP, ANY, TimeDenoisingTest::perMille, OutputRule.NOISE, half())),
        continuous(
            "subvp_mean",
            new TimeDenoising(SUB_VP, ANY, TimeDenoisingTest::perMille, OutputRule.NOISE, mean())),
        continuous(
            "subvp_likelihood",
            TimeDenoising.ofLikelihood(
                SUB_VP, ANY, TimeDenoisingTest::perMille, OutputRule.NOISE, mean())),
        Arguments.argumentSet(
            "ddpm",
            "ddpm",
            "labels",
            new TimeDenoising(
                new DiscreteLevels(LinearRate.PUBLISHED, 1000),
                Times.levels(1000),
                DoubleUnaryOperator.identity(),
                OutputRule.NOISE,
                mean())),
        Arguments.argumentSet(
            "smld",
            "smld",
            "labels",
            new TimeDenoising(
                NoiseLevels.geometric(50, 0.01, 1000),
                Times.levels(1000),
                DoubleUnaryOperator.identity(),
                OutputRule.SCORE,
                half())));
  }

  private static double perMille(double time) {
    return 999 * time;
  }

  private static Pixels half() {
    return Pixels.HALF_SUM;
  }

  private static Pixels mean() {
    return Pixels.MEAN;
  }

  private static Arguments continuous(String file, TimeDenoising loss) {
    return Arguments.argumentSet(file, file, "u", loss);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void isThePublishedOneOfThePublishedAnswer(String file, String drawn, TimeDenoising loss) {
    Map<String, HostArray> published = Golden.npz("sde_losses", file + ".npz");
    double[] times = published.get(drawn).to(DType.FLOAT64).doubles();
    if (drawn.equals("u")) {
      times = Arrays.stream(times).map(ANY::at).toArray();
    }
    HostArray z = TorchArrays.images(published.get("z"), DType.FLOAT64);
    try (Backend backend = ReferenceBackend.open();
        Scope scope = Scope.open()) {
      Tensor answer =
          backend.tensor(TorchArrays.images(published.get("output_f64"), DType.FLOAT64));
      List<Tensor> draws = loss.at(times, z).stream().map(backend::tensor).toList();
      Tensor x = backend.tensor(TorchArrays.images(published.get("x"), DType.FLOAT64));
      Tensor found =
          loss.loss(
              (perturbed, condition) -> {
                HostArray expected =
                    TorchArrays.images(published.get("perturbed_f64"), DType.FLOAT64);
                assertClose("perturbed", perturbed.toHost(), expected, 1e-12);
                if (published.containsKey("time_cond_f64")) {
                  HostArray told = published.get("time_cond_f64");
                  assertClose("told", condition.continuous().toHost(), told, 1e-12);
                }
                return answer;
              },
              x,
              draws);
      assertThat(found.toHost().scalar())
          .isCloseTo(published.get("loss_f64").scalar(), withinPercentage(1e-8));
    }
  }

  @Test
  void everyPartOfTimeHasAnImageIfTimesAreStratified() {
    double[] times = Times.stratified().draw(NoiseSource.seeded(1), 8);
    for (int i = 0; i < 8; i++) {
      assertThat(times[i]).isBetween(i / 8.0, (i + 1) / 8.0 + Times.SMALLEST);
    }
  }

  @Test
  void levelsAreDrawnWithinTheirNumber() {
    double[] levels = Times.levels(3).draw(NoiseSource.seeded(1), 200);
    assertThat(levels).containsOnly(0, 1, 2);
    assertThatIllegalArgumentException().isThrownBy(() -> Times.levels(0));
  }

  @Test
  void whatIsDrawnFitsTheBatch() {
    TimeDenoising loss =
        new TimeDenoising(VP, ANY, TimeDenoisingTest::perMille, OutputRule.NOISE, mean());
    TensorType batch = new TensorType(DType.FLOAT32, Shape.of(4, 2, 2, 1));
    assertThat(loss.draw(NoiseSource.seeded(1), batch).stream().map(HostArray::shape))
        .containsExactly(
            Shape.of(4), Shape.of(4, 1, 1, 1), Shape.of(4, 1, 1, 1), batch.shape(), Shape.of(4));
  }
}

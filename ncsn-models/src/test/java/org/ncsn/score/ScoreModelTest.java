package org.ncsn.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.ncsn.tck.Agreement.assertClose;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.Mode;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.nn.Weights;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.noise.NoiseProcess;
import org.ncsn.primitive.Elementwise;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** The score of a variance preserving process comes out of a network that predicts noise. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#all")
class ScoreModelTest {
  private static final double BETA_MIN = 0.1;
  private static final double BETA_MAX = 20;

  /** Standard deviation of the data, around 0. */
  private static final double DATA = 0.5;

  private static final Weights NONE = new Weights(List.of());

  @org.junit.jupiter.params.Parameter Backend backend;

  /** Score SDEs' VP: B(t) is the integral of beta. */
  private record VariancePreserving() implements NoiseProcess {
    private static double integral(double time) {
      return BETA_MIN * time + (BETA_MAX - BETA_MIN) * time * time / 2;
    }

    @Override
    public double mean(double time) {
      return Math.exp(-integral(time) / 2);
    }

    @Override
    public double deviation(double time) {
      return Math.sqrt(-Math.expm1(-integral(time)));
    }

    @Override
    public double priorDeviation() {
      return 1;
    }
  }

  /** The noise that is expected in a sample of normal data, from what a network is told: 999 t. */
  private static final TimedFormula EXPECTED_NOISE =
      new TimedFormula(
          (x, told) -> {
            Tensor time = told.multiply(1.0 / 999);
            Tensor integral =
                time.multiply(BETA_MIN).add(time.square().multiply((BETA_MAX - BETA_MIN) / 2));
            Tensor squaredMean = Elementwise.exp(integral.negate());
            Tensor squaredDeviation = squaredMean.negate().add(1);
            Tensor variance = squaredMean.multiply(DATA * DATA).add(squaredDeviation);
            return x.multiply(squaredDeviation.sqrt().divide(variance));
          });

  @Test
  void aNetworkThatPredictsNoiseGivesTheScoreAtAnyTime() {
    NoiseProcess process = new VariancePreserving();
    DoubleUnaryOperator told = time -> 999 * time;
    ScoreModel model = new ScoreModel(EXPECTED_NOISE, process, told, OutputRule.NOISE);
    HostArray x = NoiseSource.seeded(1).normal(DType.FLOAT64, Shape.of(4, 3));
    for (double time : new double[] {1e-3, 0.2, 1}) {
      double mean = process.mean(time);
      double deviation = process.deviation(time);
      double variance = mean * mean * DATA * DATA + deviation * deviation;
      double[] expected = new double[12];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = -x.at(i) / variance;
      }
      HostArray found = score(model, x, time);
      assertClose("score at " + time, found, HostArray.of(x.shape(), expected), 1e-9);
    }
  }

  @Test
  void anOutputOverTheDeviationIsTheScoreOfAnImprovedNetwork() {
    NoiseLevels levels = NoiseLevels.geometric(4, 1, 3);
    ScoreModel model =
        new ScoreModel(new Identity(), levels, time -> time, OutputRule.SCORE_TIMES_DEVIATION);
    HostArray x = HostArray.of(Shape.of(2, 1), 1.0, 2.0);
    assertClose("score", score(model, x, 1), HostArray.of(Shape.of(2, 1), 0.5, 1.0), 1e-12);
  }

  @Test
  void refusesANetworkOfFewerLevels() {
    NoiseLevels levels = NoiseLevels.geometric(4, 1, 5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScoreModel.of(new Identity(), levels))
        .withMessage(
            "score model: the network takes one of 3 noise levels, the noise process has 5");
  }

  @Test
  void noiseLevelsAreANoiseProcess() {
    NoiseLevels levels = NoiseLevels.geometric(4, 1, 3);
    assertThat(levels.mean(2)).isEqualTo(1);
    assertThat(levels.deviation(1)).isEqualTo(levels.sigma(1));
    assertThat(levels.priorDeviation()).isEqualTo(4);
  }

  private HostArray score(ScoreModel model, HostArray x, double time) {
    try (Scope scope = Scope.open()) {
      List<Tensor> told =
          model.at(time, Optional.empty(), x.type()).stream().map(backend::tensor).toList();
      assertThat(told.stream().map(Tensor::type).toList()).isEqualTo(model.types(x.type()));
      return model.score(NONE, Mode.EVALUATION, backend.tensor(x), told).toHost();
    }
  }

  /** A network of three levels whose output is its input. */
  private static final class Identity implements ScoreNetwork {
    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public Conditioning conditioning() {
      return Conditioning.levels(3);
    }

    @Override
    public Tensor score(Pass pass, Tensor x) {
      return x;
    }
  }
}

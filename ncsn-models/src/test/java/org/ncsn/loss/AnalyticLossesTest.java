package org.ncsn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.TestBackends;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.nn.Condition;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.primitive.Convolution;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** Losses of scores that are formulas have values that formulas give. */
class AnalyticLossesTest {
  private static final NoiseLevels LEVELS = NoiseLevels.geometric(1, 0.25, 3);
  private static final Shape IMAGES = Shape.of(3, 4, 4, 2);
  private static final int PIXELS = 16;
  private static final ConditionalScore ZERO = (x, condition) -> x.fillLike(0);

  private final Backend backend = TestBackends.reference();
  private final NoiseSource noise = NoiseSource.seeded(7);

  @Test
  void denoisingIsZeroWhereTheScorePointsBackToTheImage() {
    HostArray black = HostArray.of(IMAGES, new double[IMAGES.intSize()]);
    double loss = loss(new AnnealedDenoising(LEVELS, 2), AnalyticLossesTest::towardsBlack, black);
    assertThat(loss).isCloseTo(0, within(1e-20));
  }

  @Test
  void denoisingWeighsEveryLevelByItsPower() {
    HostArray x = noise.uniform(DType.FLOAT64, IMAGES);
    HostArray z = noise.normal(DType.FLOAT64, IMAGES);
    HostArray labels = HostArray.of(Shape.of(3), 0, 1, 2);
    for (double power : new double[] {0, 1, 2}) {
      double expected = 0;
      for (int i = 0; i < 3; i++) {
        double sigma = (float) LEVELS.sigma(i);
        expected += squaredNorm(z, i) * Math.pow(sigma, power - 2) / 2 / 3;
      }
      double found = loss(new AnnealedDenoising(LEVELS, power), ZERO, x, List.of(labels, z));
      assertThat(found).isCloseTo(expected, withinPercentage(1e-9));
    }
  }

  @Test
  void denoisingOfTheTrueScoreIsItsMinimum() {
    // Normal data of deviation s: half of s^2 / (s^2 + sigma^2) a number remains.
    double s = 0.6;
    Shape many = Shape.of(200, 8, 8, 1);
    double[] data = noise.normal(DType.FLOAT64, many).doubles();
    HostArray x = HostArray.of(many, Arrays.stream(data).map(value -> s * value).toArray());
    NoiseLevels one = NoiseLevels.geometric(0.5, 0.5, 1);
    double minimum = 64 * s * s / (s * s + 0.25) / 2;
    double atTruth = loss(new AnnealedDenoising(one, 2), scaled(-1 / (s * s + 0.25)), x);
    assertThat(atTruth).isCloseTo(minimum, withinPercentage(3));
    for (double factor : new double[] {-1.1, -0.9}) {
      double away = loss(new AnnealedDenoising(one, 2), scaled(factor / (s * s + 0.25)), x);
      assertThat(away).isGreaterThan(minimum);
    }
  }

  @Test
  void slicedUsesTheExactTraceOfALinearScore() {
    // s(x) = x A, pixel by pixel: with signs for projections, a diagonal A gives its trace exactly.
    double[] diagonal = {-2, 0, 0, 0.5};
    HostArray x = noise.uniform(DType.FLOAT64, IMAGES);
    HostArray z = noise.normal(DType.FLOAT64, IMAGES);
    HostArray labels = HostArray.of(Shape.of(3), 0, 2, 1);
    HostArray signs = noise.rademacher(DType.FLOAT64, IMAGES);
    double expected = 0;
    for (int i = 0; i < 3; i++) {
      double sigma = (float) LEVELS.sigma((int) labels.at(i));
      double norm = 0;
      for (int j = i * 2 * PIXELS; j < (i + 1) * 2 * PIXELS; j++) {
        double perturbed = x.at(j) + sigma * z.at(j);
        norm += Math.pow(diagonal[j % 2 * 3] * perturbed, 2);
      }
      expected += sigma * sigma * (norm / 2 + PIXELS * (diagonal[0] + diagonal[3])) / 3;
    }
    List<HostArray> draws = List.of(labels, z, signs);
    assertThat(loss(new AnnealedSliced(LEVELS, 1), linear(diagonal), x, draws))
        .isCloseTo(expected, withinPercentage(1e-9));
  }

  @Test
  void slicedProjectsTheJacobian() {
    // Of an antisymmetric Jacobian every projection is 0; of a full one v' J v.
    HostArray x = HostArray.of(IMAGES, new double[IMAGES.intSize()]);
    HostArray labels = HostArray.of(Shape.of(3), 0, 0, 0);
    HostArray z = x;
    HostArray v = noise.normal(DType.FLOAT64, IMAGES);
    double[] full = {1, 2, 3, 4};
    double expected = 0;
    for (int j = 0; j < IMAGES.intSize(); j += 2) {
      double a = v.at(j);
      double b = v.at(j + 1);
      expected += (full[0] * a * a + (full[1] + full[2]) * a * b + full[3] * b * b) / 3;
    }
    AnnealedSliced sliced = new AnnealedSliced(LEVELS, 1);
    List<HostArray> draws = List.of(labels, z, v);
    assertThat(loss(sliced, linear(full), x, draws)).isCloseTo(expected, withinPercentage(1e-9));
    assertThat(loss(sliced, linear(new double[] {0, 1, -1, 0}), x, draws))
        .isCloseTo(0, within(1e-12));
  }

  @Test
  void slicedAveragesOverTheProjectionsOfEachImage() {
    HostArray x = noise.uniform(DType.FLOAT64, IMAGES);
    AnnealedSliced sliced = new AnnealedSliced(LEVELS, 3);
    List<HostArray> draws = sliced.draw(noise, x.type());
    assertThat(draws.get(0).ints()).hasSize(9);
    assertThat(draws.get(1).shape()).isEqualTo(IMAGES);
    assertThat(draws.get(2).shape()).isEqualTo(IMAGES.with(0, 9));
    int[] labels = draws.get(0).ints();
    double mean = 0;
    for (int particle = 0; particle < 3; particle++) {
      double[] part =
          Arrays.copyOfRange(
              draws.get(2).doubles(),
              particle * IMAGES.intSize(),
              (particle + 1) * IMAGES.intSize());
      HostArray same =
          HostArray.of(Shape.of(3), Arrays.copyOfRange(labels, 3 * particle, 3 * particle + 3));
      assertThat(same.ints()).containsExactly(Arrays.copyOf(labels, 3));
      List<HostArray> own = List.of(same, draws.get(1), HostArray.of(IMAGES, part));
      mean += loss(new AnnealedSliced(LEVELS, 1), linear(new double[] {1, 2, 3, 4}), x, own) / 3;
    }
    assertThat(loss(sliced, linear(new double[] {1, 2, 3, 4}), x, draws))
        .isCloseTo(mean, withinPercentage(1e-9));
  }

  @Test
  void denoisingDrawsAUniformLabelAnImageAndNormalNoise() {
    HostArray x = HostArray.of(Shape.of(3000, 1, 1, 2), new float[6000]);
    List<HostArray> draws = new AnnealedDenoising(LEVELS, 2).draw(noise, x.type());
    assertThat(draws).hasSize(2);
    for (int level = 0; level < 3; level++) {
      int wanted = level;
      assertThat(Arrays.stream(draws.get(0).ints()).filter(label -> label == wanted).count())
          .isBetween(880L, 1120L);
    }
    assertThat(draws.get(1).type()).isEqualTo(x.type());
  }

  private double loss(ScoreMatchingLoss loss, ConditionalScore score, HostArray x) {
    return loss(loss, score, x, loss.draw(noise, x.type()));
  }

  private double loss(
      ScoreMatchingLoss loss, ConditionalScore score, HostArray x, List<HostArray> draws) {
    try (Scope scope = Scope.open()) {
      List<Tensor> tensors = draws.stream().map(backend::tensor).toList();
      return loss.loss(score, backend.tensor(x), tensors).toHost().scalar();
    }
  }

  /** The score of noise added to a black image. */
  private static Tensor towardsBlack(Tensor x, Condition condition) {
    return x.negate().divide(Perturbation.sigmas(LEVELS, x, condition.level()).square());
  }

  private static ConditionalScore scaled(double factor) {
    return (x, condition) -> x.multiply(factor);
  }

  /** Each pixel's two channels times a 2x2 matrix. */
  private static ConditionalScore linear(double... matrix) {
    HostArray kernel = HostArray.of(Shape.of(1, 1, 2, 2), matrix);
    return (x, condition) -> Convolution.conv2d(x, x.constant(kernel), ConvGeometry.of(1, 0, 1));
  }

  private static double squaredNorm(HostArray images, int index) {
    int size = images.shape().intSize() / images.shape().extent(0);
    double sum = 0;
    for (int j = index * size; j < (index + 1) * size; j++) {
      sum += images.at(j) * images.at(j);
    }
    return sum;
  }
}

package org.ncsn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.random.NoiseSource;

class FeatureSumsTest {
  private static final int FEATURES = 7;
  private static final int IMAGES = 500;

  @Test
  void areTheSameToTheLastBitInAnyOrderBatchesAndParts() {
    HostArray all = features();
    FeatureStatistics expected = FeatureStatistics.of(all);

    assertThat(inBatches(all, 1)).isEqualTo(expected);
    assertThat(inBatches(all, 64)).isEqualTo(expected);
    assertThat(inBatches(shuffled(all), 33)).isEqualTo(expected);

    FeatureSums first = new FeatureSums(FEATURES);
    FeatureSums second = new FeatureSums(FEATURES);
    FeatureSums third = new FeatureSums(FEATURES);
    first.add(all.slice(450, IMAGES));
    second.add(all.slice(1, 450));
    third.add(all.slice(0, 1));
    third.merge(first);
    third.merge(second);
    assertThat(third.statistics()).isEqualTo(expected);
  }

  /** But for what is rounded of each product. */
  @Test
  void areThoseOfExactArithmetic() {
    HostArray all = features();
    FeatureStatistics found = FeatureStatistics.of(all);
    for (int i = 0; i < FEATURES; i++) {
      for (int j = 0; j < FEATURES; j++) {
        double expected = exactCovariance(all, i, j);
        double scale = Math.sqrt(exactCovariance(all, i, i) * exactCovariance(all, j, j));
        assertThat(found.covariance().at(i * FEATURES + j))
            .isCloseTo(expected, within(1e-15 * scale + 0x1p-57));
      }
    }
  }

  @Test
  void loseNothingByALargeMean() {
    HostArray small = features();
    HostArray moved = HostArray.zeros(small.type());
    for (int i = 0; i < moved.floats().length; i++) {
      // Steps of float32 at 60,000: the deviations are exact on both sides.
      small.floats()[i] = Math.round(small.floats()[i] * 16) / 256f;
      moved.floats()[i] = 60_000 + small.floats()[i];
    }
    FeatureStatistics expected = FeatureStatistics.of(small);
    FeatureStatistics found = FeatureStatistics.of(moved);
    for (int i = 0; i < FEATURES * FEATURES; i++) {
      assertThat(found.covariance().at(i)).isCloseTo(expected.covariance().at(i), within(1e-13));
    }
  }

  @Test
  void stayAsTheyWereWhenMoreComesLater() {
    FeatureSums sums = new FeatureSums(FEATURES);
    sums.add(features());
    FeatureStatistics before = sums.statistics();
    sums.add(features());
    assertThat(before).isEqualTo(FeatureStatistics.of(features()));
    assertThat(sums.count()).isEqualTo(2 * IMAGES);
  }

  @Test
  void refuseWhatIsNoFeature() {
    FeatureSums sums = new FeatureSums(2);
    sums.add(array(2, 0f, 1f));
    for (float wrong : List.of(Float.NaN, Float.POSITIVE_INFINITY, -65_537f)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sums.add(array(2, 0f, 1f, 2f, wrong)))
          .withMessage("features: feature 1 of image 2 is " + wrong + ", not within 65536 of 0");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sums.add(array(3, 0f, 1f, 2f)))
        .withMessageContaining("statistics of 2 take [n,2], found float32[1,3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sums.merge(new FeatureSums(3)))
        .withMessage("features: sums of 3 do not go with sums of 2");
    assertThat(sums.count()).isEqualTo(1);
  }

  @Test
  void ofOneImageHaveNoCovariance() {
    FeatureSums sums = new FeatureSums(2);
    sums.add(array(2, 0f, 1f));
    assertThatIllegalStateException()
        .isThrownBy(sums::statistics)
        .withMessage("a covariance takes at least two images, found 1");
  }

  private static FeatureStatistics inBatches(HostArray all, int batch) {
    FeatureSums sums = new FeatureSums(FEATURES);
    for (int from = 0; from < IMAGES; from += batch) {
      sums.add(all.slice(from, Math.min(IMAGES, from + batch)));
    }
    return sums.statistics();
  }

  private static HostArray shuffled(HostArray all) {
    int[] order = NoiseSource.seeded(2).permutation(IMAGES);
    return HostArray.concat(Arrays.stream(order).mapToObj(i -> all.slice(i, i + 1)).toList());
  }

  /** Of sizes from 1e-6 to 1e4, some of them 0, as rectified features are. */
  private static HostArray features() {
    HostArray normal = NoiseSource.seeded(1).normal(DType.FLOAT32, Shape.of(IMAGES, FEATURES));
    for (int i = 0; i < normal.floats().length; i++) {
      double size = Math.pow(10, i % FEATURES * 10.0 / (FEATURES - 1) - 6);
      normal.floats()[i] = (float) (size * Math.max(0, normal.floats()[i] + 0.5));
    }
    return normal;
  }

  private static double exactCovariance(HostArray all, int i, int j) {
    BigDecimal n = BigDecimal.valueOf(IMAGES);
    BigDecimal products = sum(all, i, j);
    BigDecimal means = sum(all, i, -1).multiply(sum(all, j, -1)).divide(n, MathContext.DECIMAL128);
    return products
        .subtract(means)
        .divide(n.subtract(BigDecimal.ONE), MathContext.DECIMAL128)
        .doubleValue();
  }

  private static BigDecimal sum(HostArray all, int i, int j) {
    return IntStream.range(0, IMAGES)
        .mapToObj(
            row -> {
              BigDecimal one = new BigDecimal(all.at(row * FEATURES + i));
              return j < 0 ? one : one.multiply(new BigDecimal(all.at(row * FEATURES + j)));
            })
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static HostArray array(int columns, float... values) {
    return HostArray.of(Shape.of(values.length / columns, columns), values);
  }
}

package org.ncsn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;
import org.ncsn.format.Npz;
import org.ncsn.random.NoiseSource;

class StatisticsFileTest {
  private static final HostArray FEATURES =
      NoiseSource.seeded(3).normal(DType.FLOAT32, Shape.of(9, 4));

  @TempDir Path folder;

  @Test
  void givesBackWhatWasWritten() {
    Path file = folder.resolve("statistics.npz");
    FeatureStatistics statistics = FeatureStatistics.of(FEATURES);
    StatisticsFile.write(file, statistics);
    assertThat(StatisticsFile.read(file, 4).statistics()).isEqualTo(statistics);
    assertThat(StatisticsFile.read(file, 4).features()).isEmpty();
  }

  @Test
  void isWrittenUnderTheNamesThatOthersRead() {
    Path file = folder.resolve("statistics.npz");
    StatisticsFile.write(file, FeatureStatistics.of(FEATURES));
    try (Npz npz = Npz.open(file)) {
      assertThat(npz.type("mu").toString()).isEqualTo("float64[4]");
      assertThat(npz.type("sigma").toString()).isEqualTo("float64[4,4]");
      assertThat(npz.get("n").scalar()).isEqualTo(9);
    }
  }

  @Test
  void mayHoldTheFeaturesThemselves() {
    Path file = written(Map.of("pool_3", FEATURES));
    FeatureSet read = StatisticsFile.read(file, 4);
    assertThat(read.statistics()).isEqualTo(FeatureStatistics.of(FEATURES));
    assertThat(read.features()).contains(FEATURES);
  }

  @Test
  void isRefusedIfItIsOfAnotherNetwork() {
    FeatureStatistics statistics = FeatureStatistics.of(FEATURES);
    Path file = folder.resolve("statistics.npz");
    StatisticsFile.write(file, statistics);
    assertThatThrownBy(() -> StatisticsFile.read(file, 64))
        .isInstanceOf(UserError.class)
        .hasMessage(
            file
                + ": 'mu' is float64[4], but the network that measures has [64]; take a file that was"
                + " made with the same network");
    assertRefused(Map.of("pool_3", FEATURES), 64, "'pool_3' is float32[9,4]");
    assertRefused(Map.of("mu", statistics.mean()), 4, "holds no array 'sigma'; it has [mu]");
    assertRefused(
        Map.of("mu", statistics.mean(), "sigma", statistics.mean()), 4, "'sigma' is float64[4]");
  }

  @Test
  void isRefusedIfItCannotBeStatistics() {
    HostArray mean = HostArray.of(Shape.of(2), 0.0, 1.0);
    Shape square = Shape.of(2, 2);
    assertRefused(
        Map.of("mu", HostArray.of(Shape.of(2), 0, Double.NaN), "sigma", eye(square)),
        2,
        "'mu' holds NaN, no feature");
    assertRefused(
        Map.of("mu", mean, "sigma", HostArray.of(square, 1.0, Double.NaN, Double.NaN, 1.0)),
        2,
        "'sigma' is no covariance");
    assertRefused(
        Map.of("mu", mean, "sigma", HostArray.of(square, 1e300, 0.0, 0.0, 1e300)),
        2,
        "'sigma' is no covariance");
    assertRefused(
        Map.of("mu", mean, "sigma", HostArray.of(square, 1.0, 0.5, 0.4, 1.0)),
        2,
        "'sigma' is no covariance of features (not symmetric, negative or beyond all bounds)");
    assertRefused(
        Map.of("mu", mean, "sigma", HostArray.of(square, 1.0, 0.0, 0.0, -1.0)),
        2,
        "'sigma' is no covariance");
    assertRefused(
        Map.of("pool_3", FEATURES.slice(0, 1)), 4, "holds the features of 1 images, at least two");
    HostArray withNan = FEATURES.slice(0, 9);
    withNan.floats()[6] = Float.NaN;
    assertRefused(Map.of("pool_3", withNan), 4, "feature 2 of image 1 is NaN");
  }

  private static HostArray eye(Shape square) {
    return HostArray.of(square, 1.0, 0.0, 0.0, 1.0);
  }

  private void assertRefused(Map<String, HostArray> arrays, int wanted, String reason) {
    Path file = written(arrays);
    assertThatThrownBy(() -> StatisticsFile.read(file, wanted))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(reason);
  }

  private Path written(Map<String, HostArray> arrays) {
    Path file = folder.resolve("written.npz");
    Npz.write(file, arrays);
    return file;
  }
}

package org.ncsn.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.random.NoiseSource;

class InitializerTest {
  private static final NoiseSource NOISE = NoiseSource.seeded(1234);

  @Test
  void convolutionsAndLinearLayersStartAsPyTorchStartsThem() {
    Parameters parameters = Parameters.empty();
    Conv2d.conv3x3(parameters.at("conv"), 16, 32);
    new Linear(parameters.at("linear"), 100, 50);
    TransposedConv2d.conv3x3(parameters.at("transposed"), 16, 32);
    List<HostArray> drawn = Parameters.initialize(parameters.list(), NOISE);
    isUniformWithin(1 / Math.sqrt(16 * 9), drawn.get(0));
    isWithin(1 / Math.sqrt(16 * 9), drawn.get(1));
    isUniformWithin(1 / Math.sqrt(100), drawn.get(2));
    isWithin(1 / Math.sqrt(100), drawn.get(3));
    // PyTorch takes a transposed kernel's second axis, its output, for the fan-in.
    isUniformWithin(1 / Math.sqrt(32 * 9), drawn.get(4));
  }

  @Test
  void conditionalNormsStartNearTheIdentity() {
    int channels = 500;
    Parameters parameters = Parameters.empty();
    ConditionalInstanceNormPlus.forLevels(10).create(parameters, channels);
    HostArray table = Parameters.initialize(parameters.list(), NOISE).get(0);
    assertThat(table.shape()).isEqualTo(Shape.of(10, 3 * channels));
    isNormalAroundOne(columns(table, 0, channels));
    isNormalAroundOne(columns(table, channels, 2 * channels));
    assertThat(columns(table, 2 * channels, 3 * channels)).containsOnly(0);
  }

  @Test
  void plainConditionalNormsStartWithUniformFactors() {
    Parameters parameters = Parameters.empty();
    ConditionalInstanceNorm.forLevels(10).create(parameters, 500);
    HostArray table = Parameters.initialize(parameters.list(), NOISE).get(0);
    double[] gamma = columns(table, 0, 500);
    assertThat(Arrays.stream(gamma).average().orElseThrow()).isCloseTo(0.5, within(0.02));
    assertThat(Arrays.stream(gamma)).allMatch(value -> value >= 0 && value < 1);
    assertThat(columns(table, 500, 1000)).containsOnly(0);
  }

  @Test
  void unconditionalNormsStartNearTheIdentity() {
    Parameters parameters = Parameters.empty();
    InstanceNormPlus.normalization().create(parameters, 5000);
    List<HostArray> drawn = Parameters.initialize(parameters.list(), NOISE);
    isNormalAroundOne(values(drawn.get(0)));
    isNormalAroundOne(values(drawn.get(1)));
    assertThat(values(drawn.get(2))).containsOnly(0);
  }

  @Test
  void theSameSeedDrawsTheSame() {
    Parameters parameters = Parameters.empty();
    Conv2d.conv3x3(parameters, 2, 3);
    assertThat(Parameters.initialize(parameters.list(), NoiseSource.seeded(5)))
        .isEqualTo(Parameters.initialize(parameters.list(), NoiseSource.seeded(5)));
  }

  private static void isWithin(double bound, HostArray array) {
    assertThat(Arrays.stream(values(array)))
        .allMatch(value -> Math.abs(value) <= bound * (1 + 1e-6));
  }

  private static void isUniformWithin(double bound, HostArray array) {
    isWithin(bound, array);
    double[] values = values(array);
    double error = bound / Math.sqrt(values.length);
    assertThat(mean(values)).isCloseTo(0, within(4 * error));
    assertThat(deviation(values)).isCloseTo(bound / Math.sqrt(3), within(4 * error));
    assertThat(Arrays.stream(values).max().orElseThrow()).isGreaterThan(0.99 * bound);
    assertThat(Arrays.stream(values).min().orElseThrow()).isLessThan(-0.99 * bound);
  }

  private static void isNormalAroundOne(double[] values) {
    double error = 0.02 / Math.sqrt(values.length);
    assertThat(mean(values)).isCloseTo(1, within(4 * error));
    assertThat(deviation(values)).isCloseTo(0.02, within(4 * error));
  }

  private static double[] columns(HostArray table, int from, int to) {
    int width = table.shape().extent(1);
    double[] columns = new double[table.shape().extent(0) * (to - from)];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = table.at(i / (to - from) * width + from + i % (to - from));
    }
    return columns;
  }

  private static double[] values(HostArray array) {
    return columns(array.reshape(Shape.of(1, array.shape().intSize())), 0, array.shape().intSize());
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    return Math.sqrt(
        Arrays.stream(values)
            .map(value -> (value - mean) * (value - mean))
            .average()
            .orElseThrow());
  }
}

package org.ncsn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.evaluation.SetComparison.Closer;
import org.ncsn.random.NoiseSource;

class MeasuredSetTest {
  private static final TinyFeatures NETWORK = new TinyFeatures();
  private static final int IMAGES = 30;
  private static final HostArray FEATURES = normal(1, 5);
  private static final HostArray LOGITS = normal(2, 3);

  @Test
  void isThatOfAllFeaturesHoweverTheyCome() {
    MeasuredSet measured = measured(IMAGES);
    assertThat(measured.set()).isEqualTo(FeatureSet.of(FEATURES));
    assertThat(measured.score()).isEqualTo(InceptionScore.ofLogits(LOGITS, 1));
    assertThat(measured.scoreInParts()).contains(InceptionScore.ofLogits(LOGITS, 10));
    assertThat(measured.predicted().counts()).hasSize(3);
  }

  @Test
  void keepsFeaturesOfSomeInOrder() {
    MeasuredSet measured = measured(12);
    FeatureSet set = measured.set();
    assertThat(set.statistics()).isEqualTo(FeatureStatistics.of(FEATURES));
    HostArray kept = set.features().orElseThrow();
    assertThat(kept.shape()).isEqualTo(Shape.of(12, 5));
    int row = 0;
    for (int i = 0; i < 12; i++) {
      int image = measured.image(i);
      assertThat(FEATURES.slice(image, image + 1)).isEqualTo(kept.slice(i, i + 1));
      while (!FEATURES.slice(row, row + 1).equals(kept.slice(i, i + 1))) {
        row++;
      }
      row++;
    }
    assertThat(row).isLessThanOrEqualTo(IMAGES);
  }

  @Test
  void isNearerToItsOwnKindThanToAnother() {
    FeatureSet set = measured(IMAGES).set();
    SetComparison own = compared(set, FeatureSet.of(normal(3, 5)));
    HostArray moved = normal(3, 5);
    for (int i = 0; i < moved.floats().length; i++) {
      moved.floats()[i] += 2;
    }
    SetComparison other = compared(set, FeatureSet.of(moved));
    assertThat(own.frechet()).isLessThan(other.frechet());
    Closer closer = own.closer().orElseThrow();
    Closer farther = other.closer().orElseThrow();
    assertThat(closer.ofSubsets().mean()).isLessThan(farther.ofSubsets().mean());
    assertThat(closer.ofBlocks().mean()).isLessThan(farther.ofBlocks().mean());
    assertThat(closer.precisionRecall().precision())
        .isGreaterThan(farther.precisionRecall().precision());
  }

  @Test
  void hasOnlyAFrechetDistanceFromStatistics() {
    FeatureSet file = new FeatureSet(FeatureStatistics.of(FEATURES), Optional.empty());
    SetComparison compared = compared(measured(IMAGES).set(), file);
    assertThat(compared.closer()).isEmpty();
    assertThat(compared.frechet()).isLessThan(1e-9);
  }

  @ParameterizedTest
  @CsvSource({"30, 30", "30, 1500", "3, 30"})
  void knowsHowManyPairsItCompares(int samples, int images) {
    FeatureSet one =
        FeatureSet.of(NoiseSource.seeded(1).normal(DType.FLOAT32, Shape.of(samples, 2)));
    FeatureSet two =
        FeatureSet.of(NoiseSource.seeded(2).normal(DType.FLOAT32, Shape.of(images, 2)));
    long[] pairs = {0};
    InnerProducts counting =
        (rows, columns) -> {
          Shape shape = Shape.of(rows.shape().extent(0), columns.shape().extent(0));
          pairs[0] += shape.size();
          return HostArray.zeros(new TensorType(DType.FLOAT64, shape));
        };

    SetComparison.of(one, two, counting, NoiseSource.seeded(9));

    assertThat(SetComparison.pairs(one, two)).isEqualTo(pairs[0]);
  }

  private static SetComparison compared(FeatureSet one, FeatureSet two) {
    return SetComparison.of(one, two, InnerProducts.ofJava(), NoiseSource.seeded(9));
  }

  private static MeasuredSet measured(int keep) {
    MeasuredSet measured = new MeasuredSet(NETWORK, IMAGES, keep, NoiseSource.seeded(4));
    for (int from = 0; from < IMAGES; from += 8) {
      int to = Math.min(IMAGES, from + 8);
      measured.accept(new Features(FEATURES.slice(from, to), LOGITS.slice(from, to)));
    }
    return measured;
  }

  private static HostArray normal(long seed, int columns) {
    return NoiseSource.seeded(seed).normal(DType.FLOAT32, Shape.of(IMAGES, columns));
  }
}

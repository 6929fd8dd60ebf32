package org.ncsn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.format.Npz;
import org.ncsn.random.NoiseSource;

class FeaturesWriterTest {
  private static final TinyFeatures NETWORK = new TinyFeatures();
  private static final HostArray FEATURES =
      NoiseSource.seeded(1).normal(DType.FLOAT32, Shape.of(6, 5));
  private static final HostArray LOGITS =
      NoiseSource.seeded(2).normal(DType.FLOAT32, Shape.of(6, 3));

  @TempDir Path folder;

  @Test
  void writesWhatCanBeReadAsASet() {
    Path file = folder.resolve("features.npz");
    try (FeaturesWriter writer = new FeaturesWriter(file, NETWORK, 6)) {
      writer.accept(new Features(FEATURES.slice(0, 4), LOGITS.slice(0, 4)));
      writer.accept(new Features(FEATURES.slice(4, 6), LOGITS.slice(4, 6)));
      writer.finish();
    }
    assertThat(Npz.read(file)).isEqualTo(Map.of("pool_3", FEATURES, "logits", LOGITS));
    assertThat(StatisticsFile.read(file, 5)).isEqualTo(FeatureSet.of(FEATURES));
    assertThat(folder.toFile().list()).containsExactly("features.npz");
  }

  @Test
  void beginsAnewBehindAKilledOne() {
    Path file = folder.resolve("features.npz");
    // A killed process closes nothing.
    new FeaturesWriter(file, NETWORK, 6)
        .accept(new Features(FEATURES.slice(3, 6), LOGITS.slice(3, 6)));
    try (FeaturesWriter writer = new FeaturesWriter(file, NETWORK, 6)) {
      writer.accept(new Features(FEATURES, LOGITS));
      writer.finish();
    }
    assertThat(Npz.read(file).get("pool_3")).isEqualTo(FEATURES);
  }

  @Test
  void leavesNothingIfItIsNotFinished() {
    try (FeaturesWriter writer = new FeaturesWriter(folder.resolve("features.npz"), NETWORK, 6)) {
      writer.accept(new Features(FEATURES.slice(0, 4), LOGITS.slice(0, 4)));
    }
    assertThat(folder).isEmptyDirectory();
  }
}

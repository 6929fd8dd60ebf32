package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;

/** What a test can be told to take less memory by. */
class ExperimentMemoryTest {
  private static final String PLANE = "dataset: MIXTURE";

  @TempDir private Path folder;

  @Test
  void isTheNumberOfPointsWhichAreDrawnAtOnce() {
    Options options = new Options();
    assertThat(subject(options, PLANE)).endsWith("sampling.n_samples");
    options.sampler.samples = 7;
    assertThat(subject(options, PLANE)).isEqualTo("--samples");
  }

  @Test
  void isTheBatchOfImagesOrTheirSize() {
    String images = "dataset: DIGITS, image_size: 28, channels: 1";
    Options options = new Options();
    options.sampler.samples = 7;
    assertThat(subject(options, images)).endsWith("data.image_size");
    options.batchSize = 3;
    assertThat(subject(options, images)).isEqualTo("--batch_size");
  }

  private String subject(Options options, String data) {
    Path file = Path.of(TinyConfig.usual().with("data", data).in(folder));
    ExperimentConfig config = ConfigReader.read(file);
    return new ExperimentMemory(file).shown(options, config).subject();
  }
}

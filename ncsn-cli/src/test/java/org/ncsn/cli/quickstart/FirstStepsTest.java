package org.ncsn.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.TestConfig;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.runner.Runners;
import org.ncsn.cli.training.Training;
import org.ncsn.nn.HostWeights;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.tensor.Backend;

class FirstStepsTest {
  /** Nine images of 8 x 8 pixels, two pixels around each, enlarged. */
  private static final int GRID = 3 * (3 * (8 + 2) + 2);

  private static final int GAP = 14;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void showWhatOneNoiseBecomesBeforeAfterAndByTheTrainedNetwork(String name) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("tiny.yml"),
            TestConfig.images("DIGITS", 8)
                .with("runner", "SdeRunner")
                .with("training.n_iters", 2)
                .with("unet.nf", 4)
                .with("unet.ch_mult", "[1, 2]")
                .with("unet.num_res_blocks", 1)
                .with("unet.attn_resolutions", "[4]")
                .with("sampler.steps", 2)
                .text());
    ExperimentConfig config = ConfigReader.read(file);
    Experiment experiment = Experiment.begun(config, Runners.ofConfig(config), 1);
    HostWeights untrained = Training.fresh(experiment).best();
    Console console = Console.standard();
    try (Backend backend = Backends.open(Optional.of(name), BackendOptions.defaults());
        DataSets data = experiment.data(folder, console);
        RunFolder run = RunFolder.create(folder, "a", false)) {
      BufferedImage picture =
          new FirstSteps(experiment, untrained).watched(backend, data, run, console).orElseThrow();

      assertThat(picture.getWidth()).isEqualTo(3 * GRID + 4 * GAP);
      assertThat(part(picture, 0)).isEqualTo(part(picture, 2)).isNotEqualTo(part(picture, 1));
      assertThat(run.holdsCheckpoint()).isTrue();
    }
  }

  private static int[] part(BufferedImage picture, int number) {
    return picture
        .getRaster()
        .getPixels(GAP + number * (GRID + GAP), GAP, GRID, GRID, (int[]) null);
  }
}

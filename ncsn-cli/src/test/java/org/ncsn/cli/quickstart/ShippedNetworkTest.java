package org.ncsn.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.runner.Runners;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.tensor.Backend;

class ShippedNetworkTest {
  private static final int MOST_BYTES = 4_000_000;

  @TempDir private Path folder;

  private static Experiment experiment() {
    ExperimentConfig config = ConfigReader.read(Path.of("..", "configs", "quickstart.yml"));
    return Experiment.begun(config, Runners.ofConfig(config), 1);
  }

  @Test
  void isThatOfTheQuickstartsConfig() {
    Experiment experiment = experiment();
    assertThat(ShippedNetwork.weights(experiment).values())
        .hasSameSizeAs(experiment.network().parameters())
        .allMatch(HostArray::isFinite);
  }

  @Test
  void isSmall() throws IOException {
    try (InputStream in = ShippedNetwork.class.getResourceAsStream("digits.safetensors")) {
      assertThat(in.readAllBytes()).hasSizeLessThan(MOST_BYTES);
    }
  }

  /** What comes next is {@code --test}, which nobody should have to tell the engine again. */
  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void makesARunThatIsSampledByTheSameEngineAgain(String name) {
    Experiment experiment = experiment();
    try (Backend engine = Backends.open(Optional.of(name), BackendOptions.defaults());
        RunFolder run = RunFolder.create(folder, "quickstart", false)) {
      ShippedNetwork.into(run, experiment, ShippedNetwork.weights(experiment), engine);
      assertThat(ConfigReader.read(run.config()).backend()).contains(name);
      assertThat(run.holdsCheckpoint()).isTrue();
    }
  }
}

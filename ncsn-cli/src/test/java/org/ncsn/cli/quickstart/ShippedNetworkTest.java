package org.ncsn.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.runner.Runners;

class ShippedNetworkTest {
  private static final int MOST_BYTES = 4_000_000;

  @Test
  void isThatOfTheQuickstartsConfig() {
    ExperimentConfig config = ConfigReader.read(Path.of("..", "configs", "quickstart.yml"));
    Experiment experiment = Experiment.begun(config, Runners.ofConfig(null, config), 1);
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
}

package org.ncsn.cli.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.fuzz.Fuzz;

/** Configs that are damaged, or were never any. */
@Timeout(600)
class ConfigFuzzTest {
  private static final long MOST_BYTES = 64 << 20;

  @TempDir Path folder;

  @Test
  void configs() {
    String plain =
        """
        training: {batch_size: 2, n_iters: 2, algo: "dsm", anneal_power: 2.0}
        data: &d
          dataset: "MNIST"
          image_size: 28
          channels: 1
        model: {sigma_begin: 1, sigma_end: 0.01, num_classes: 10, ngf: 64}
        optim: {optimizer: Adam, lr: 0.001, amsgrad: false}
        """;
    new Fuzz(folder, MOST_BYTES)
        .run("config.yml", List.of(plain.getBytes(StandardCharsets.UTF_8)), ConfigReader::read);
  }
}

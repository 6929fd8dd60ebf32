package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ToySdeRunner from the command line. */
class ToySdeRunTest {
  private static final String SMALL =
      """
      training: {batch_size: 8, n_iters: 3, snapshot_freq: 2}
      data: {dataset: DATASET}
      sde: {process: PROCESS}
      model: {ngf: 8}
      optim: {optimizer: Adam, lr: 0.001}
      sampling: {n_samples: 20}
      runner: ToySdeRunner
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"djl, MIXTURE, vp", "nd4j, RING, subvp"})
  void trainsAndShowsNoiseAndDataOnTheEngines(String backend, String dataset, String process)
      throws IOException {
    Ncsn run = run(dataset, process, "--backend", backend);

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("Finished at step 3", "Reverse process: ", "Probability flow: ")
        .containsPattern("Bits per dimension: .* by the network, .* by the density of the data");
    BufferedImage page = ImageIO.read(folder.resolve("run/logs/toy/toy.png").toFile());
    assertThat(page.getWidth()).isGreaterThan(4 * 300);
  }

  @Test
  void refusesImages() throws IOException {
    BadCommandTest.assertMistake(
        run("DIGITS", "vp", "--backend", "djl"),
        "data.dataset: DIGITS is images, ToySdeRunner trains on points of the plane; choose"
            + " MIXTURE, RING or SQUARE");
  }

  private Ncsn run(String dataset, String process, String... more) throws IOException {
    String images = dataset.equals("DIGITS") ? "DIGITS, image_size: 8, channels: 1" : dataset;
    String text = SMALL.replace("DATASET", images).replace("PROCESS", process);
    Path config = Files.writeString(folder.resolve("toy.yml"), text);
    return Ncsn.run(
        "--config",
        config.toString(),
        "--doc",
        "toy",
        "--run",
        folder.resolve("run").toString(),
        more[0],
        more[1]);
  }
}

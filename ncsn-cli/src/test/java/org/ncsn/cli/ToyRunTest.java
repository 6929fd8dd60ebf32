package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ToyRunner from the command line. */
class ToyRunTest {
  private static final List<String> PICTURES =
      List.of(
          "data_density.png",
          "data_scores.png",
          "estimated_scores.png",
          "data_samples.png",
          "langevin_exact.png",
          "langevin_estimated.png",
          "annealed_exact.png",
          "annealed_estimated.png");

  private static final String SMALL =
      """
      training: {batch_size: 8, n_iters: 3, snapshot_freq: 2, algo: ALGO}
      data: {dataset: DATASET}
      model: {ngf: 4, sigma_begin: 5, sigma_end: 1, num_classes: 2, energy: ENERGY}
      optim: {optimizer: Adam, lr: 0.001}
      sampling: {n_samples: 20, n_steps_each: 2, step_lr: 0.05}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"djl, MIXTURE, ssm, false", "nd4j, SQUARE, ssm_plain, true"})
  void trainsAndShowsOnTheEngines(String backend, String dataset, String algo, String energy)
      throws IOException {
    // An engine may warn on the standard error.
    Ncsn run =
        Ncsn.run(
            arguments(
                "--config",
                config(dataset, algo, energy).toString(),
                "--backend",
                backend,
                "--threads",
                "1"));

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("Finished at step 3", "Fisher divergence from the true score: ")
        .contains("Mean cosine similarity with the true score: ")
        .contains("Annealed Langevin, estimated scores: ");
    assertThat(run.out().contains("weights 0.")).isEqualTo(dataset.equals("MIXTURE"));
    assertPictures(folder.resolve("run/logs/toy"));
    assertThat(folder.resolve("run/logs/toy/checkpoint_2.safetensors")).exists();
    assertThat(folder.resolve("run/tensorboard/toy")).isNotEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"RING, dsm, false", "RING, dsm, true", "MIXTURE, ssm, true"})
  void trainsWithEveryLoss(String dataset, String algo, String energy) throws IOException {
    train(config(dataset, algo, energy));

    assertPictures(folder.resolve("run/logs/toy"));
  }

  @Test
  void showsACheckpointAgainAndGoesOnFromIt() throws IOException {
    train(config("MIXTURE", "ssm", "false"));
    byte[] trained = Files.readAllBytes(folder.resolve("run/logs/toy/toy.png"));

    toy("--test", "-o", folder.resolve("images").toString());
    assertPictures(folder.resolve("images"));
    assertThat(folder.resolve("images/toy.png")).hasBinaryContent(trained);

    assertThat(toy("--resume_training").out()).contains("steps 3 to 3", "Wrote toy.png");
  }

  @Test
  void aNewRunThatFailsBeforeItSavesLeavesTheOldOneAsItWas() throws IOException {
    Path config = config("MIXTURE", "ssm", "false");
    train(config);
    Path old = folder.resolve("run/logs/toy/estimated_scores.png");
    Files.writeString(old, "old");
    Files.writeString(config, Files.readString(config).replace("lr: 0.001", "lr: 1.0e+30"));

    Ncsn diverged =
        Ncsn.run(arguments("--config", config.toString(), "--backend", "reference", "--overwrite"));

    BadCommandTest.assertMistake(diverged, "lower optim.lr");
    assertThat(old).hasContent("old");
  }

  @Test
  void refusesImages() throws IOException {
    Path config = config("DIGITS, image_size: 28, channels: 1", "ssm", "false");

    BadCommandTest.assertMistake(
        Ncsn.run(arguments("--config", config.toString())),
        "data.dataset: DIGITS is images, ToyRunner trains on points of the plane; choose MIXTURE,"
            + " RING or SQUARE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          projection: sphere   | projection: spere | toy.yml:1: training.projection must be one of gaussian, rademacher, sphere, unit_sphere, found 'spere'; did you mean 'sphere'?
          algo: ssm            | algo: sm          | toy.yml:1: training.algo must be one of dsm, ssm, ssm_plain, found 'sm'; did you mean 'dsm'?
          projection: sphere   | projection: unit_sphere | toy.yml:1: training.projection: unit_sphere is for ssm_plain, ssm takes gaussian, rademacher or sphere
          snapshot_freq: 2     | noise_std: 0      | toy.yml:1: training.noise_std must be above 0, found 0.0
          dataset: MIXTURE     | dataset: MIXTUR   | toy.yml:2: data.dataset must be one of
          dataset: MIXTURE     | dataset: MIXTURE, channels: 1 | toy.yml:2: data.channels has no meaning for MIXTURE, which is points of the plane; remove it
          energy: false        | energy: maybe     | toy.yml:3: model.energy must be true or false, found 'maybe'
          n_samples: 20        | n_samples: 0      | toy.yml:5: sampling.n_samples must be
          """)
  void explainsMistakesInItsConfig(String text, String replacement, String expected)
      throws IOException {
    Path config = config("MIXTURE", "ssm", "false");
    Files.writeString(config, Files.readString(config).replace(text, replacement));

    BadCommandTest.assertMistake(Ncsn.run(arguments("--config", config.toString())), expected);
  }

  private void train(Path config) {
    toy("--config", config.toString(), "--backend", ReferenceModule.NAME);
  }

  private Ncsn toy(String... others) {
    return Ncsn.succeed(arguments(others));
  }

  private String[] arguments(String... others) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--runner",
                "ToyRunner",
                "--run",
                folder.resolve("run").toString(),
                "--doc",
                "toy"));
    all.addAll(List.of(others));
    return all.toArray(String[]::new);
  }

  private Path config(String dataset, String algo, String energy) throws IOException {
    String text =
        SMALL
            .replace("DATASET", dataset)
            .replace("ALGO", algo.equals("dsm") ? algo : algo + ", projection: sphere")
            .replace("ENERGY", energy);
    return Files.writeString(folder.resolve("toy.yml"), text);
  }

  private static void assertPictures(Path in) throws IOException {
    BufferedImage page = ImageIO.read(in.resolve("toy.png").toFile());
    assertThat(page.getWidth()).isGreaterThan(1000);
    for (String name : PICTURES) {
      BufferedImage picture = ImageIO.read(in.resolve(name).toFile());
      assertThat(picture.getWidth()).as(name).isEqualTo(640);
    }
  }
}

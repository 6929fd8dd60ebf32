package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Noise levels and steps that are chosen by the data: told by a command, or found by a training.
 */
class LevelsTest {
  private static final String TINY = "dataset: DIGITS, image_size: 4, channels: 1";
  private static final String SHORT = "batch_size: 2, n_iters: 1";
  private static final String LEFT_OPEN =
      "sigma_begin: auto, sigma_end: 0.1, num_classes: auto, sigma_sample: 200, ngf: 2";

  @TempDir private Path folder;

  @Test
  void areToldBesideThoseOfTheConfig() throws IOException {
    Path picture = folder.resolve("ladder.png");
    String config = config("sigma_begin: 1, sigma_end: 0.1, num_classes: 3, ngf: 2");

    Ncsn told =
        Ncsn.succeed("levels", "--config", config, "--sample", "200", "-o", picture.toString());

    assertThat(told.out())
        .contains("tiny.yml: 9,500 training images of DIGITS, 4x4x1, so D = 16")
        .containsPattern(
            "sigma_1 .* 1 +1\\.4081 +the largest distance: 1\\.40801, between images 1392 and 2649")
        .contains("of 200 of 9,500 (drawn from seed 1234)")
        .containsPattern("levels L .* 3 +5 +4\\.50, rounded up")
        .containsPattern("ratio gamma +3\\.1623 +1\\.9371")
        .containsPattern("overlap C +0\\.0030 +0\\.6950 +0.5 wanted")
        .containsPattern("steps T .* - +5\\R")
        .contains("*: chosen, o: config", "  num_classes: 5\n", "Drawn into " + picture);
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isPositive();
  }

  @Test
  void areComparedWithThoseOfTheConfigOnlyIfThoseAreAtEqualRatios() {
    String config =
        TinyConfig.usual()
            .with("runner", "NCSNRunner")
            .with("data", TINY)
            .with("model", "sigma_end: 0.1, num_classes: 3, sigma_dist: uniform, ngf: 2")
            .in(folder);

    assertThat(Ncsn.succeed("levels", "--config", config, "--sample", "200").out())
        .containsPattern("ratio gamma +- +1\\.9371")
        .containsPattern("overlap C +- +0\\.6950")
        .contains("  *: chosen\n", "  num_classes: 5\n  sigma_dist: geometric\n");
  }

  @Test
  void areFoundOnceByATrainingAndAreThoseThatAreTold() throws IOException {
    String config = config(LEFT_OPEN);
    String told = Ncsn.succeed("levels", "--config", config).out();

    Ncsn trained = train(config);

    assertThat(trained.out()).containsOnlyOnce("Chosen for these data: sigma_begin 1.4081 ");
    Path kept = folder.resolve("logs/a/config.yml");
    assertThat(told.substring(told.indexOf("model:")).lines())
        .allSatisfy(line -> assertThat(Files.readAllLines(kept)).contains(line));
    assertThat(kept)
        .content()
        .doesNotContain("begin: auto", "classes: auto", "lr: auto", "overlap", "sigma_sample");
    Ncsn resumed =
        Ncsn.succeed(
            "--resume_training", "--config", config, "--run", folder.toString(), "--doc", "a");
    assertThat(resumed.out()).doesNotContain("Going on with", "Chosen for");
    Ncsn.succeed(
        "export", "--run", folder.toString(), "--doc", "a", "-o", folder + "/a.safetensors");
  }

  @Test
  void areThoseOfAnotherSampleFromAnotherSeed() {
    String config = config(LEFT_OPEN);

    assertThat(Ncsn.succeed("levels", "--config", config, "--seed", "7").out())
        .contains("drawn from seed 7")
        .isNotEqualTo(Ncsn.succeed("levels", "--config", config).out());
  }

  @Test
  void stayAsFoundWhereATrainingGoesOnWithOtherSteps() throws IOException {
    train(config(LEFT_OPEN));
    String other =
        TinyConfig.usual()
            .with("training", SHORT)
            .with("data", TINY)
            .with("model", LEFT_OPEN.replace("200", "300"))
            .with("sampling", "step_lr: auto, n_steps_each: 3, n_samples: 2")
            .in(folder);

    Ncsn resumed =
        Ncsn.succeed(
            "--resume_training", "--config", other, "--run", folder.toString(), "--doc", "a");

    assertThat(resumed.out())
        .containsPattern("Going on with .*sampling.step_lr 0\\.0\\d+ \\(0\\.0\\d+ before\\)")
        .doesNotContain("model.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sigma_begin: 1, num_classes: auto, overlap: 0.9999 | model.overlap must be at least 0.001 and at most 0.997
          sigma_begin: 1, num_classes: 10, overlap: 0.6      | model.overlap has no effect here, it goes with model.num_classes: auto
          sigma_begin: 1, num_classes: 2, sigma_sample: 50   | model.sigma_sample has no effect here, it goes with model.sigma_begin: auto
          sigma_begin: 1, num_classes: 1                     | sampling.step_lr: auto needs noise levels that fall; give a number
          sigma_begin: 0.1, sigma_end: 0.1, num_classes: auto | model.num_classes: auto needs a model.sigma_begin above model.sigma_end, and they are the same
          sigma_begin: 1, num_classes: automatic             | model.num_classes must be auto or a whole number, found 'automatic'
          sigma_begin: -1, num_classes: auto                 | model.sigma_begin must be above 0, found -1.0
          sigma_begin: auto, sigma_end: 9, num_classes: 4, sigma_sample: 100 | model.sigma_begin: no two images are farther apart than 1.
          sigma_begin: auto, sigma_sample: 1                 | model.sigma_sample must be at least 2, found 1
          """)
  void areRefusedWhereNoneFit(String model, String expected) {
    String config = config("ngf: 2, " + model);

    Ncsn run = Ncsn.run("--config", config, "--run", folder.toString(), "--doc", "a");

    BadCommandTest.assertMistake(run, expected);
    assertThat(folder.resolve("logs")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          import CHECKPOINT --run RUN --doc b                        | model.num_classes
          score --checkpoint CHECKPOINT --input x.npy --output y.npy | model.num_classes
          bench --program forward                                    | model.num_classes
          """)
  void cannotBeFoundWhereThereAreNoData(String command, String key) throws IOException {
    String config = config(LEFT_OPEN);
    Path checkpoint = Files.createFile(folder.resolve("a.safetensors"));
    String line =
        command.replace("CHECKPOINT", checkpoint.toString()).replace("RUN", folder.toString());

    BadCommandTest.assertMistake(
        Ncsn.run((line + " --config " + config).split(" ")),
        "ncsn: "
            + config
            + ":3: "
            + key
            + ": auto becomes a number when a training begins; here put in the one that 'ncsn"
            + " levels --config "
            + config
            + "' prints");
  }

  @Test
  void areNoMatterOfARunnerThatKnowsNone() {
    String config =
        TinyConfig.usual().with("data", TINY).with("model", "sigma_begin: auto, ngf: 2").in(folder);

    assertThat(
            Ncsn.succeed(
                    "--runner", "BaselineRunner", "--config", config, "--run", folder.toString())
                .out())
        .doesNotContain("Chosen for");
    BadCommandTest.assertMistake(
        Ncsn.run("levels", "--runner", "BaselineRunner", "--config", config),
        "--runner: BaselineRunner knows no noise levels; choose one that does");
    BadCommandTest.assertMistake(
        Ncsn.run(
            "--runner", "BaselineRunner", "--config", config("ngf: 2"), "--run", folder + "/c"),
        "sampling.step_lr: auto needs noise levels, and BaselineRunner has none; give a number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --sample 1                                        | --sample must be at least 2, found 1
          --overlap 1                                       | --overlap must be from 0.001 to 0.997, found 1.0
          --steps 0                                         | --steps must be at least 1, found 0
          --runner ToyRunner --sample 2 --config ../configs/toy.yml | MIXTURE is points of the plane, whose noise levels overlap at any ratio
          """)
  void areNotToldOfWhatCannotBe(String flags, String expected) {
    BadCommandTest.assertMistake(
        Ncsn.run(
            ("levels "
                    + (flags.contains("--config") ? "" : "--config " + config("ngf: 2") + " ")
                    + flags)
                .split(" ")),
        expected);
  }

  private Ncsn train(String config) {
    return Ncsn.succeed("--config", config, "--run", folder.toString(), "--doc", "a");
  }

  private String config(String model) {
    return TinyConfig.usual()
        .with("training", SHORT)
        .with("data", TINY)
        .with("model", model)
        .with("sampling", "step_lr: auto, n_samples: 2")
        .in(folder);
  }
}

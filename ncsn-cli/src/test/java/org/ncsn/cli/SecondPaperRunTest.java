package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.TestConfig;
import org.ncsn.format.Npy;
import org.ncsn.format.TorchFile;

/** The second paper's program, with its flags, keys and files. */
class SecondPaperRunTest {
  @TempDir private Path folder;
  private Commands commands;

  @BeforeEach
  void prepare() {
    commands = Commands.ofSecondPaper(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j", ReferenceModule.NAME})
  void trainsResumesMovesAndSamples(String backend) throws IOException {
    String longer = commands.file(SecondPaperConfigs.usual(4, backend));
    commands.run("--config", longer, "--doc", "whole");
    commands.run(
        "--config", commands.file(SecondPaperConfigs.usual(2, backend)), "--doc", "resumed");
    commands.run("--resume_training", "--config", longer, "--doc", "resumed");
    assertThat(commands.arrays("resumed")).isEqualTo(commands.arrays("whole"));
    assertThat(commands.arrays("whole").get("ema.begin_conv.weight"))
        .as("lags behind")
        .isNotEqualTo(commands.arrays("whole").get("network.begin_conv.weight"));

    Path exported = folder.resolve("exported.pth");
    commands.run("export", "--doc", "whole", "--format", "pth", "-o", exported.toString());
    commands.run("import", exported.toString(), "--config", longer, "--doc", "imported");
    assertThat(commands.arrays("imported")).isEqualTo(commands.arrays("whole"));

    commands.run("--sample", "--doc", "imported", "-i", "some", "--samples", "2");
    Path images = folder.resolve("exp/image_samples/some");
    HostArray samples = Npy.read(images.resolve("samples.npy"));
    assertThat(samples.isFinite()).isTrue();
    assertThat(ImageIO.read(images.resolve("image_grid_4.png").toFile())).isNotNull();
    assertThat(TorchFile.read(images.resolve("samples_4.pth")).array().shape())
        .isEqualTo(Shape.of(2, 1, 8, 8));
  }

  @Test
  void findsItsLevelsAndStepsInTheData() throws IOException {
    TestConfig open =
        SecondPaperConfigs.usual(1, ReferenceModule.NAME)
            .with("model.sigma_begin", "auto")
            .with("model.num_classes", "auto")
            .with("model.sigma_sample", 20)
            .with("data.rescaled", true)
            .with("sampling.step_lr", "auto")
            .with("training.log_all_sigmas", false);

    assertThat(commands.run("--config", commands.file(open), "--doc", "a").out())
        .contains("Chosen for these data: ");
    ExperimentConfig found = ConfigReader.read(folder.resolve("exp/logs/a/config.yml"));
    assertThat(found.model().sigmaBegin().number())
        .as("of images in [-1, 1], twice as large as in [0, 1], where it is some pixels")
        .isBetween(2.0, 16.0);
    assertThat(found.model().numClasses().number()).isGreaterThan(10);
    BadCommandTest.assertMistake(
        commands.attempt(
            "--config", commands.file(open.with("model.sigma_dist", "uniform")), "--doc", "b"),
        "model.sigma_dist must be geometric where auto chooses the number of levels or the step,"
            + " which it does for levels at equal ratios; change it, or give numbers");
  }

  @Test
  void completesAndInterpolatesAsItsConfigSays() throws IOException {
    TestConfig usual =
        SecondPaperConfigs.usual(1, ReferenceModule.NAME).with("sampling.batch_size", 4);
    commands.run(
        "--config", commands.file(usual.with("sampling.inpainting", true)), "--doc", "inpainting");
    commands.run("--sample", "--doc", "inpainting", "-i", "completed");
    Path completed = folder.resolve("exp/image_samples/completed");
    assertThat(Npy.read(completed.resolve("completions.npy")).shape())
        .as("two images, two completions each")
        .isEqualTo(Shape.of(4, 8, 8, 1));
    assertThat(completed.resolve("completion_1.pth")).exists();
    assertThat(completed.resolve("refer_image.png")).exists();
    assertThat(TorchFile.read(completed.resolve("refer_image.pth")).array().shape())
        .isEqualTo(Shape.of(2, 1, 8, 8));

    TestConfig between =
        usual.with("sampling.interpolation", true).with("sampling.n_interpolations", 3);
    commands.run("--config", commands.file(between), "--doc", "interpolation");
    commands.run("--sample", "--doc", "interpolation", "-i", "between");
    assertThat(Npy.read(folder.resolve("exp/image_samples/between/interpolation.npy")).shape())
        .isEqualTo(Shape.of(12, 8, 8, 1));

    commands.run("--sample", "--doc", "interpolation", "-i", "fewer", "--samples", "2");
    assertThat(Npy.read(folder.resolve("exp/image_samples/fewer/interpolation.npy")).shape())
        .isEqualTo(Shape.of(6, 8, 8, 1));
  }

  @Test
  void beginsWithTestImagesIfAsked() {
    TestConfig usual =
        SecondPaperConfigs.usual(1, ReferenceModule.NAME)
            .with("model.sigma_begin", 0.01)
            .with("data.rescaled", true);
    commands.run("--config", commands.file(usual), "--doc", "noise");
    commands.run(
        "--config", commands.file(usual.with("sampling.data_init", true)), "--doc", "data");
    commands.run("--sample", "--doc", "noise", "-i", "noise", "--samples", "4");
    commands.run("--sample", "--doc", "data", "-i", "data", "--samples", "4");

    assertThat(black(folder.resolve("exp/image_samples/data/samples.npy")))
        .as("digits are mostly black, which uniform noise is not")
        .isGreaterThan(2 * black(folder.resolve("exp/image_samples/noise/samples.npy")));
  }

  private static long black(Path array) {
    HostArray images = Npy.read(array);
    long black = 0;
    for (float value : images.floats()) {
      black += Math.abs(value) < 0.1 ? 1 : 0;
    }
    return black;
  }

  @Test
  void keepsTheSamplesOfEveryCheckpointUntilAnotherRunReplacesThem() {
    TestConfig config =
        SecondPaperConfigs.usual(2, ReferenceModule.NAME).with("training.snapshot_freq", 1);
    commands.train(config);
    Path samples = folder.resolve("exp/logs/a/samples");
    assertThat(TorchFile.read(samples.resolve("samples_2.pth")).array().shape())
        .isEqualTo(Shape.of(36, 1, 8, 8));
    assertThat(samples.resolve("image_grid_1.png")).exists();

    String shorter = commands.file(config.with("training.n_iters", 1));
    commands.run("--config", shorter, "--doc", "a", "--ni");
    assertThat(samples).isDirectoryNotContaining("glob:**_2.*");
    assertThat(samples.resolve("samples_1.pth")).exists();
  }

  @Test
  void measuresTheLossOfAllCheckpoints() {
    commands.run(
        "--config",
        commands.file(
            SecondPaperConfigs.usual(4, ReferenceModule.NAME).with("training.snapshot_freq", 2)),
        "--doc",
        "a");

    assertThat(commands.run("--test", "--doc", "a").out())
        .containsPattern("step 2: test_loss \\d+\\.\\d{4}")
        .containsPattern("step 4: test_loss \\d+\\.\\d{4}");
    BadCommandTest.assertMistake(
        commands.attempt("--test", "--inpaint", "--doc", "a"),
        "--test: measures the loss of an experiment of NCSNRunner; use --sample for samples");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          data.image_size         | 4     | LINE: data.image_size: the network ncsnv2_deeper halves images to a side of 1/4, so 4 must be a multiple of 4 and at least 8; choose another size or model.network
          data.image_size         | 10    | LINE: data.image_size: the network ncsnv2_deeper halves images to a side of 1/4, so 10 must be a multiple of 4 and at least 8; choose another size or model.network
          data.rescaled           | true  | LINE: data.rescaled: images are mapped either to [-1, 1] or, by data.logit_transform, to the whole line; set one of the two to false
          model.sigma_begin       | 0.001 | model.sigma_end must be at most model.sigma_begin (0.001), found 0.01
          model.last_norm_eps     | 10    | LINE: model.last_norm_eps: goes with model.normalization: InstanceNorm or BatchNorm, not with InstanceNorm++; remove the key
          training.algo           | ssm   | LINE: training.algo: ssm is no loss of NCSNRunner; choose dsm
          model.normalization     | none  | model.normalization must be one of InstanceNorm++, InstanceNorm, VarianceNorm, BatchNorm, NoneNorm, found 'none'
          model.norm              | batch | model.norm has no effect here, it goes with --runner AnnealRunner; remove the key
          """)
  void refusesWhatCannotBe(String key, String value, String complaint) {
    TestConfig wrong =
        SecondPaperConfigs.usual(1, ReferenceModule.NAME)
            .with("model.network", "ncsnv2_deeper")
            .with("data.logit_transform", true)
            .with(key, value);

    String file = commands.file(wrong);
    int line = wrong.text().lines().map(String::strip).toList().indexOf(line(key, value)) + 1;
    BadCommandTest.assertMistake(
        commands.attempt("--config", file, "--doc", "a"),
        complaint.replace("LINE", file + ":" + line));
  }

  private static String line(String key, String value) {
    return key.substring(key.indexOf('.') + 1) + ": " + value;
  }
}

package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
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
import org.ncsn.format.Safetensors;
import org.ncsn.format.TorchFile;
import org.ncsn.format.TorchValue;
import org.ncsn.golden.Golden;

/** The second paper's program, with its flags, keys, files and checkpoints. */
class SecondPaperRunTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j", ReferenceModule.NAME})
  void trainsResumesMovesAndSamples(String backend) throws IOException {
    String longer = file(config(4, backend));
    run("--config", longer, "--doc", "whole");
    run("--config", file(config(2, backend)), "--doc", "resumed");
    run("--resume_training", "--config", longer, "--doc", "resumed");
    assertThat(arrays("resumed")).isEqualTo(arrays("whole"));
    assertThat(arrays("whole").get("ema.begin_conv.weight"))
        .as("lags behind")
        .isNotEqualTo(arrays("whole").get("network.begin_conv.weight"));

    Path exported = folder.resolve("exported.pth");
    run("export", "--doc", "whole", "--format", "pth", "-o", exported.toString());
    run("import", exported.toString(), "--config", longer, "--doc", "imported");
    assertThat(arrays("imported")).isEqualTo(arrays("whole"));

    run("--sample", "--doc", "imported", "-i", "some", "--samples", "2");
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
        config(1, ReferenceModule.NAME)
            .with("model.sigma_begin", "auto")
            .with("model.num_classes", "auto")
            .with("model.sigma_sample", 20)
            .with("data.rescaled", true)
            .with("sampling.step_lr", "auto")
            .with("training.log_all_sigmas", false);

    assertThat(run("--config", file(open), "--doc", "a").out()).contains("Chosen for these data: ");
    ExperimentConfig found = ConfigReader.read(folder.resolve("exp/logs/a/config.yml"));
    assertThat(found.model().sigmaBegin().number())
        .as("of images in [-1, 1], twice as large as in [0, 1], where it is some pixels")
        .isBetween(2.0, 16.0);
    assertThat(found.model().numClasses().number()).isGreaterThan(10);
    BadCommandTest.assertMistake(
        attempt("--config", file(open.with("model.sigma_dist", "uniform")), "--doc", "b"),
        "model.sigma_dist must be geometric where auto chooses the number of levels or the step,"
            + " which it does for levels at equal ratios; change it, or give numbers");
  }

  @Test
  void writesTheListOfFiveThatTheOfficialProgramGoesOnFrom() {
    Path exported = folder.resolve("exported.pth");
    run("--config", file(config(2, ReferenceModule.NAME)), "--doc", "a");
    run("export", "--doc", "a", "--format", "pth", "-o", exported.toString());

    TorchValue list = TorchFile.read(exported);
    assertThat(list.size()).isEqualTo(5);
    assertThat(list.item(0).arrays().keySet()).first().isEqualTo("module.sigmas");
    assertThat(list.item(2).raw()).isEqualTo(0L);
    assertThat(list.item(3).raw()).isEqualTo(2L);
    assertThat(list.item(4).arrays())
        .containsKey("begin_conv.weight")
        .doesNotContainKey("sigmas")
        .hasSize(list.item(0).arrays().size() - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint_zip.pth", "checkpoint_legacy.pth"})
  void takesAnOfficialCheckpointWithItsAverageAndGivesItBack(String name) {
    Path official = Golden.copy("ncsnv2_mnist", name, folder.resolve(name));
    Path back = folder.resolve("back.pth");
    run("import", official.toString(), "--config", file(golden()), "--doc", "a");
    run("export", "--doc", "a", "--format", "pth", "-o", back.toString());

    TorchValue before = TorchFile.read(official);
    TorchValue after = TorchFile.read(back);
    assertThat(after.item(0).arrays()).isEqualTo(before.item(0).arrays());
    assertThat(after.item(3).raw()).isEqualTo(before.item(3).raw());
    assertThat(after.item(4).arrays()).isEqualTo(before.item(4).arrays());
    assertThat(after.item(1).get("state").get(7L).get("exp_avg").array())
        .isEqualTo(before.item(1).get("state").get(7L).get("exp_avg").array());
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void samplesAnOfficialRunInPlaceByItsAverage(String backend) throws IOException {
    Path logs = Files.createDirectories(folder.resolve("exp/logs/official"));
    Golden.copy("ncsnv2_mnist", "checkpoint_zip.pth", logs.resolve("checkpoint.pth"));
    Files.writeString(logs.resolve("config.yml"), golden().with("sampling.n_steps_each", 1).text());
    run("--sample", "--doc", "official", "--samples", "1", "--backend", backend);

    Path images = folder.resolve("exp/image_samples/images");
    assertThat(Npy.read(images.resolve("samples.npy")).isFinite()).isTrue();
    assertThat(images.resolve("image_grid_2.png")).exists();
  }

  @Test
  void refusesWeightsOfOtherNoiseLevels() {
    Path official =
        Golden.copy("ncsnv2_mnist", "checkpoint_zip.pth", folder.resolve("official.pth"));

    BadCommandTest.assertMistake(
        attempt(
            "import",
            official.toString(),
            "--config",
            file(golden().with("model.sigma_begin", 21)),
            "--doc",
            "a"),
        "official.pth: its sigmas run from 20.0 to 0.01, those of the config from 21.0 to 0.01"
            + " (number 0 is 20.0 and 21.0); use the config that it was trained with");
  }

  @Test
  void refusesACheckpointWithoutTheAverageThatIsAskedFor() {
    run("--config", file(config(2, ReferenceModule.NAME).with("model.ema", false)), "--doc", "a");
    Path exported = folder.resolve("four.pth");
    run("export", "--doc", "a", "--format", "pth", "-o", exported.toString());
    assertThat(TorchFile.read(exported).size()).isEqualTo(4);

    BadCommandTest.assertMistake(
        attempt(
            "import",
            exported.toString(),
            "--config",
            file(config(2, ReferenceModule.NAME)),
            "--doc",
            "b"),
        "four.pth: keeps no moving average of its network, which the config asks for;"
            + " set model.ema to false");
  }

  @Test
  void completesAndInterpolatesAsItsConfigSays() throws IOException {
    TestConfig usual = config(1, ReferenceModule.NAME).with("sampling.batch_size", 4);
    run("--config", file(usual.with("sampling.inpainting", true)), "--doc", "inpainting");
    run("--sample", "--doc", "inpainting", "-i", "completed");
    Path completed = folder.resolve("exp/image_samples/completed");
    assertThat(Npy.read(completed.resolve("completions.npy")).shape())
        .as("two images, two completions each")
        .isEqualTo(Shape.of(4, 8, 8, 1));
    assertThat(completed.resolve("completion_1.pth")).exists();

    TestConfig between =
        usual.with("sampling.interpolation", true).with("sampling.n_interpolations", 3);
    run("--config", file(between), "--doc", "interpolation");
    run("--sample", "--doc", "interpolation", "-i", "between");
    assertThat(Npy.read(folder.resolve("exp/image_samples/between/interpolation.npy")).shape())
        .isEqualTo(Shape.of(12, 8, 8, 1));

    run("--sample", "--doc", "interpolation", "-i", "fewer", "--samples", "2");
    assertThat(Npy.read(folder.resolve("exp/image_samples/fewer/interpolation.npy")).shape())
        .isEqualTo(Shape.of(6, 8, 8, 1));
  }

  @Test
  void beginsWithTestImagesIfAsked() {
    TestConfig usual =
        config(1, ReferenceModule.NAME).with("model.sigma_begin", 0.01).with("data.rescaled", true);
    run("--config", file(usual), "--doc", "noise");
    run("--config", file(usual.with("sampling.data_init", true)), "--doc", "data");
    run("--sample", "--doc", "noise", "-i", "noise", "--samples", "4");
    run("--sample", "--doc", "data", "-i", "data", "--samples", "4");

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
  void measuresTheLossOfAllCheckpoints() {
    run(
        "--config",
        file(config(4, ReferenceModule.NAME).with("training.snapshot_freq", 2)),
        "--doc",
        "a");

    assertThat(run("--test", "--doc", "a").out())
        .containsPattern("step 2: test_loss \\d+\\.\\d{4}")
        .containsPattern("step 4: test_loss \\d+\\.\\d{4}");
    BadCommandTest.assertMistake(
        attempt("--test", "--inpaint", "--doc", "a"),
        "--test: measures the loss of an experiment of NCSNRunner; use --sample for samples");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          data.image_size         | 4     | data.image_size: the network ncsnv2_deeper halves images to a side of 1/4, so 4 must be a multiple of 4 and at least 8; choose another size or model.network
          data.image_size         | 10    | data.image_size: the network ncsnv2_deeper halves images to a side of 1/4, so 10 must be a multiple of 4 and at least 8; choose another size or model.network
          data.rescaled           | true  | data.rescaled: images are mapped either to [-1, 1] or, by data.logit_transform, to the whole line; set one of the two to false
          model.sigma_begin       | 0.001 | model.sigma_end must be at most model.sigma_begin (0.001), found 0.01
          model.last_norm_eps     | 10    | model.last_norm_eps: goes with model.normalization: InstanceNorm or BatchNorm, not with InstanceNorm++; remove the key
          training.algo           | ssm   | training.algo: ssm is no loss of NCSNRunner; choose dsm
          model.normalization     | none  | model.normalization must be one of InstanceNorm++, InstanceNorm, VarianceNorm, BatchNorm, NoneNorm, found 'none'
          model.norm              | batch | model.norm has no effect here, it goes with --runner AnnealRunner; remove the key
          """)
  void refusesWhatCannotBe(String key, String value, String complaint) {
    TestConfig wrong =
        config(1, ReferenceModule.NAME)
            .with("model.network", "ncsnv2_deeper")
            .with("data.logit_transform", true)
            .with(key, value);

    BadCommandTest.assertMistake(attempt("--config", file(wrong), "--doc", "a"), complaint);
  }

  /** What the golden checkpoints are of. */
  private static TestConfig golden() {
    return TestConfig.images("DIGITS", 28)
        .with("model.sigma_begin", 20)
        .with("model.ngf", 3)
        .with("model.normalization", "InstanceNorm++")
        .with("model.ema", true)
        .with("sampling.denoise", true)
        .with("training.batch_size", 4);
  }

  private static TestConfig config(int steps, String backend) {
    return TestConfig.images("DIGITS", 8)
        .with("training.n_iters", steps)
        .with("training.batch_size", 2)
        .with("training.log_all_sigmas", true)
        .with("model.sigma_begin", 2)
        .with("model.num_classes", 3)
        .with("model.ngf", 2)
        .with("model.normalization", "InstanceNorm++")
        .with("model.ema", true)
        .with("sampling.n_steps_each", 1)
        .with("sampling.step_lr", 1e-5)
        .with("sampling.denoise", true)
        .with("backend", backend);
  }

  private String file(TestConfig config) {
    try {
      return Files.writeString(Files.createTempFile(folder, "config", ".yml"), config.text())
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, HostArray> arrays(String doc) {
    return Safetensors.read(
            folder.resolve("exp/logs").resolve(doc).resolve("checkpoint.safetensors"))
        .arrays();
  }

  private Ncsn attempt(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--exp", folder.resolve("exp").toString()));
    return Ncsn.run(all.toArray(String[]::new));
  }

  private Ncsn run(String... arguments) {
    Ncsn run = attempt(arguments);
    assertThat(run.status()).as(run.err()).isZero(); // engines may say something, too
    return run;
  }
}

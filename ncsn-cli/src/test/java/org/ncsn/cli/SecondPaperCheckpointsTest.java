package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.cli.config.TestConfig;
import org.ncsn.format.Npy;
import org.ncsn.format.TorchFile;
import org.ncsn.format.TorchValue;
import org.ncsn.golden.Golden;

/** Checkpoints of the second paper's program, there and back. */
class SecondPaperCheckpointsTest {
  @TempDir private Path folder;
  private Commands commands;

  @BeforeEach
  void prepare() {
    commands = Commands.ofSecondPaper(folder);
  }

  @Test
  void writesTheListOfFiveThatTheOfficialProgramGoesOnFrom() {
    Path exported = folder.resolve("exported.pth");
    commands.run(
        "--config", commands.file(SecondPaperConfigs.usual(2, ReferenceModule.NAME)), "--doc", "a");
    commands.run("export", "--doc", "a", "--format", "pth", "-o", exported.toString());

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
    commands.run(
        "import",
        official.toString(),
        "--config",
        commands.file(SecondPaperConfigs.golden()),
        "--doc",
        "a");
    commands.run("export", "--doc", "a", "--format", "pth", "-o", back.toString());

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
    Files.writeString(
        logs.resolve("config.yml"),
        SecondPaperConfigs.golden().with("sampling.n_steps_each", 1).text());
    commands.run("--sample", "--doc", "official", "--samples", "1", "--backend", backend);

    Path images = folder.resolve("exp/image_samples/images");
    assertThat(Npy.read(images.resolve("samples.npy")).isFinite()).isTrue();
    assertThat(images.resolve("image_grid_2.png")).exists();
  }

  @Test
  void samplesPublishedWeightsThatLieThereAlone() throws IOException {
    Path config =
        Files.writeString(
            published().resolve("config.yml"),
            SecondPaperConfigs.golden()
                .with("sampling.n_steps_each", 1)
                .with("sampling.ckpt_id", 300_000)
                .text());
    String[] sample = {"--sample", "--doc", "published", "--samples", "1", "--backend", "djl"};

    assertThat(commands.run(sample).out()).contains("checkpoint_300000.pth, step 2");
    Files.writeString(config, Files.readString(config).replaceAll("(?m)^ *ckpt_id.*\n", ""));
    assertThat(commands.run(sample).out()).contains("checkpoint_300000.pth, step 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void looksAtWeightsWithoutAConfigByTheOneThatItIsGiven(String backend) throws IOException {
    published();
    String config = commands.file(SecondPaperConfigs.golden().with("sampling.n_steps_each", 1));

    assertThat(alone("--sample", config, "--samples", "1", "--backend", backend).out())
        .contains("checkpoint_300000.pth, step 2");
    assertThat(folder.resolve("exp/image_samples/images/samples_2.pth")).exists();
    assertThat(alone("--test", config, "--backend", backend).out())
        .containsPattern("step 2: test_loss \\d+\\.\\d{4}");
  }

  @Test
  void saysWhatWeightsWithoutAConfigNeed() throws IOException {
    Path config = published().resolve("config.yml");
    BadCommandTest.assertMistake(
        commands.attempt("--sample", "--doc", "published"),
        config
            + " is missing; copy the config there that the network was trained by, or name it with"
            + " --config if it is of NCSNRunner");
    String first = commands.file(TestConfig.images("DIGITS", 28));
    BadCommandTest.assertMistake(
        alone("--test", first),
        "--config: takes the place of the missing "
            + config
            + " for a run of NCSNRunner alone, "
            + first
            + " is of AnnealRunner; copy it there");
    String open = commands.file(SecondPaperConfigs.golden().with("model.sigma_begin", "auto"));
    BadCommandTest.assertMistake(
        alone("--sample", open),
        "model.sigma_begin: auto becomes a number when a training begins;");
    BadCommandTest.assertMistake(
        alone("--resume_training", open),
        "make one to go on with of it: ncsn import "
            + config.resolveSibling("checkpoint_300000.pth")
            + " --config "
            + open
            + " --run ");
    Files.delete(config.resolveSibling("checkpoint_300000.pth"));
    BadCommandTest.assertMistake(
        alone("--sample", open), "no checkpoint in " + config.getParent() + "; train first");
  }

  private Path published() throws IOException {
    Path logs = Files.createDirectories(folder.resolve("exp/logs/published"));
    Golden.copy("ncsnv2_mnist", "checkpoint_legacy.pth", logs.resolve("checkpoint_300000.pth"));
    return logs;
  }

  private Ncsn alone(String mode, String config, String... more) {
    return commands.attempt(
        Stream.concat(Stream.of(mode, "--doc", "published", "--config", config), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void goesOnAndSamplesByTheConfigThatItWasImportedWith() throws IOException {
    String config =
        commands.file(
            SecondPaperConfigs.usual(2, ReferenceModule.NAME)
                .with("model.normalization", "InstanceNorm"));
    Path exported = folder.resolve("exported.pth");
    commands.run("--config", config, "--doc", "a");
    commands.run("export", "--doc", "a", "--format", "pth", "-o", exported.toString());
    commands.run("import", exported.toString(), "--config", config, "--doc", "b");
    Path imported = folder.resolve("exp/logs/b/config.yml");
    assertThat(imported).content().contains("last_norm_eps: 3.0");

    commands.run("--sample", "--doc", "b", "--config", config, "--samples", "1");
    commands.run("--resume_training", "--doc", "b", "--config", config);
    assertThat(imported).content().contains("last_norm_eps: 3.0");
  }

  @Test
  void refusesWeightsOfOtherNoiseLevels() {
    Path official =
        Golden.copy("ncsnv2_mnist", "checkpoint_zip.pth", folder.resolve("official.pth"));

    BadCommandTest.assertMistake(
        commands.attempt(
            "import",
            official.toString(),
            "--config",
            commands.file(SecondPaperConfigs.golden().with("model.sigma_begin", 21)),
            "--doc",
            "a"),
        "official.pth: its sigmas run from 20.0 to 0.01, those of the config from 21.0 to 0.01"
            + " (number 0 is 20.0 and 21.0); use the config that it was trained with");
  }

  @Test
  void refusesACheckpointWithoutTheAverageThatIsAskedFor() {
    commands.run(
        "--config",
        commands.file(SecondPaperConfigs.usual(2, ReferenceModule.NAME).with("model.ema", false)),
        "--doc",
        "a");
    Path exported = folder.resolve("four.pth");
    commands.run("export", "--doc", "a", "--format", "pth", "-o", exported.toString());
    assertThat(TorchFile.read(exported).size()).isEqualTo(4);

    BadCommandTest.assertMistake(
        commands.attempt(
            "import",
            exported.toString(),
            "--config",
            commands.file(SecondPaperConfigs.usual(2, ReferenceModule.NAME)),
            "--doc",
            "b"),
        "four.pth: keeps no moving average of its network, which the config asks for;"
            + " set model.ema to false");
  }
}

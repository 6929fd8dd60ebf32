package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.cli.output.OutputFolder;
import org.ncsn.cli.output.RunFolder;

/** What somebody or something did to the files of a run is explained in one line. */
class BadRunFolderTest {
  @TempDir private static Path trained;
  @TempDir private Path folder;
  private Path logs;
  private Path checkpoint;
  private Path config;

  @BeforeAll
  static void train() {
    String config = TinyConfig.usual().in(trained);
    Ncsn.succeed("--config", config, "--run", trained.toString(), "--doc", "a");
  }

  @BeforeEach
  void copy() throws IOException {
    logs = Files.createDirectories(folder.resolve("logs/a"));
    checkpoint = logs.resolve("checkpoint.safetensors");
    config = logs.resolve("config.yml");
    for (Path file : new Path[] {checkpoint, config}) {
      Files.copy(trained.resolve("logs/a").resolve(file.getFileName()), file);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ngf: 2         | ngf: 4         | holds another network: network.begin_conv.weight is
          num_classes: 2 | num_classes: 3 | holds another network: network.normalizer.embed.weight is
          ngf: 2         | ngff: 2        | did you mean 'ngf'?
          """)
  void refusesACheckpointOfAnotherArchitecture(String before, String after, String expected)
      throws IOException {
    edit(before, after);

    BadCommandTest.assertMistake(test(), expected);
    BadCommandTest.assertMistake(resume(), expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          optimizer: Adam | optimizer: SGD | was written with another optimizer
          amsgrad: false  | amsgrad: true  | was written with another optimizer
          ema: false      | ema: true      | was trained with model.ema: false, the config says otherwise
          seed: 1234      | seed: 1235     | was trained from another seed than the config's
          """)
  void refusesToGoOnDifferently(String before, String after, String expected) throws IOException {
    edit(before, after);

    BadCommandTest.assertMistake(resume(), expected);
  }

  @Test
  void refusesATruncatedCheckpoint() throws IOException {
    byte[] whole = Files.readAllBytes(checkpoint);
    Random random = new Random(7);
    for (int i = 0; i < 30; i++) {
      // Early ends cut the length and the header, late ones an array.
      int length = i < 10 ? i : random.nextInt(whole.length);
      Files.write(checkpoint, Arrays.copyOf(whole, length));

      BadCommandTest.assertMistake(test(), checkpoint + " is not a usable safetensors file");
    }
  }

  @Test
  void answersEveryDamageInOneLine() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    byte[] whole = Files.readAllBytes(checkpoint);
    Random random = new Random(8);
    for (int i = 0; i < 60; i++) {
      byte[] damaged = whole.clone();
      int header = 8 + (damaged[0] & 0xff) + 256 * (damaged[1] & 0xff) + 65536 * damaged[2];
      damaged[random.nextInt(header)] ^= (byte) (1 << random.nextInt(8));
      Files.write(checkpoint, damaged);

      // Damage to a text that sampling does not need gets as far as the folder that cannot be.
      Ncsn run = Ncsn.run("--test", "--doc", "a", "--run", folder.toString(), "-o", file + "/x");
      BadCommandTest.assertMistake(run, folder.toString());
    }
  }

  @Test
  void refusesGarbage() throws IOException {
    Files.writeString(checkpoint, "This is no checkpoint, but a letter to a friend.");

    BadCommandTest.assertMistake(test(), "is not a usable safetensors file");
    BadCommandTest.assertMistake(resume(), "is not a usable safetensors file");
  }

  @Test
  void refusesToSampleWithoutACheckpoint() throws IOException {
    Files.delete(checkpoint);

    String expected = "no checkpoint in " + logs + "; train first, or check --run and --doc";
    BadCommandTest.assertMistake(test(), expected);
    BadCommandTest.assertMistake(resume(), expected);
  }

  @Test
  void refusesToClearARunWithoutBeingTold() {
    String file = TinyConfig.usual().in(folder);

    BadCommandTest.assertMistake(
        Ncsn.run("--config", file, "--run", folder.toString(), "--doc", "a"),
        logs + " holds a checkpoint; go on from it with --resume_training");
    assertThat(checkpoint).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--resume_training", "--overwrite"})
  void refusesASecondRunInAFolder(String flag) {
    String file = TinyConfig.usual().in(folder);
    try (RunFolder first = RunFolder.resume(folder, "a")) {
      BadCommandTest.assertMistake(
          Ncsn.run("--config", file, "--run", folder.toString(), "--doc", "a", flag),
          "another run is at work in " + logs);
    }
    assertThat(checkpoint).exists();
  }

  @Test
  void keepsAnEarlierRunWhenTheNewOneCannotBegin() {
    String file = TinyConfig.usual().with("training", "batch_size: 9501, n_iters: 2").in(folder);

    Ncsn run = Ncsn.run("--config", file, "--run", folder.toString(), "--doc", "a", "--overwrite");

    BadCommandTest.assertMistake(run, "training.batch_size");
    assertThat(checkpoint).exists();
  }

  @Test
  void saysWhenSamplesCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    BadCommandTest.assertMistake(
        Ncsn.run("--test", "--doc", "a", "--run", folder.toString(), "-o", file + "/x"),
        "cannot write " + file + "/x");
  }

  @Test
  void refusesASecondTestInAFolder() {
    Path images = folder.resolve("images");
    try (OutputFolder first = OutputFolder.open(images)) {
      for (String what : new String[] {"--neighbours", "--inpaint", "--comment=again"}) {
        BadCommandTest.assertMistake(
            Ncsn.run(
                "--test", what, "--doc", "a", "--run", folder.toString(), "-o", images.toString()),
            "another test is writing into " + images + "; wait for it");
      }
    }
  }

  @Test
  void refusesToReplaceANamedRunByTheQuickstart() {
    // Its config stands beside the launcher, which would say where.
    System.setProperty("ncsn.home", "..");
    try {
      BadCommandTest.assertMistake(
          Ncsn.run(
              "quickstart", "--run", folder.toString(), "--doc", "a", "--backend", "reference"),
          logs + " holds a checkpoint; go on from it with --resume_training");
    } finally {
      System.clearProperty("ncsn.home");
    }
    assertThat(checkpoint).exists();
  }

  @Test
  void goesOnWhereAnEarlierCheckpointIsPutBack() throws IOException {
    Files.writeString(checkpoint, "damaged");
    Files.copy(
        trained.resolve("logs/a/checkpoint_2.safetensors"),
        checkpoint,
        StandardCopyOption.REPLACE_EXISTING);

    Ncsn.succeed("--resume_training", "--doc", "a", "--run", folder.toString());
  }

  private void edit(String before, String after) throws IOException {
    String text = Files.readString(config);
    assertThat(text).contains(before);
    Files.writeString(config, text.replace(before, after));
  }

  private Ncsn test() {
    return Ncsn.run("--test", "--doc", "a", "--run", folder.toString());
  }

  private Ncsn resume() {
    return Ncsn.run("--resume_training", "--doc", "a", "--run", folder.toString());
  }
}

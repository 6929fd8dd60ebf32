package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.cli.config.TestConfig;
import org.ncsn.format.Npy;
import org.ncsn.format.TorchFile;

/** How a network is looked at: by sections that the second paper's program reads anew each time. */
class SecondPaperSettingsTest {
  /** Checkpoints of steps 2 and 4; three levels of one step, and the step without noise. */
  private static final TestConfig USUAL =
      SecondPaperConfigs.usual(4, ReferenceModule.NAME)
          .with("training.snapshot_freq", 2)
          .with("training.snapshot_sampling", false)
          .with("sampling.batch_size", 4);

  @TempDir private static Path folder;
  private static Commands commands;

  @BeforeAll
  static void train() {
    commands = Commands.ofSecondPaper(folder);
    commands.train(USUAL.with("sampling.ckpt_id", 4));
  }

  @Test
  void samplesTheCheckpointThatItIsTold() throws IOException {
    assertThat(sample("first", "sampling.ckpt_id", "2").out()).contains("checkpoint_2.safetensors");
    assertThat(sample("other", "sampling.ckpt_id", "2", "--from", "4").out())
        .contains("checkpoint_4.safetensors");
    assertThat(sample("latest", "sampling.ckpt_id", "null").out())
        .contains("checkpoint.safetensors");
    assertThat(sample("own", "sampling.n_steps_each", "1").out())
        .as("what another config leaves out is as by default")
        .contains("checkpoint.safetensors");
    assertThat(commands.run("--sample", "--doc", "a", "-i", "run").out())
        .as("the run's own config")
        .contains("checkpoint_4.safetensors");
    assertThat(images("first", "image_grid_2.png")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j", ReferenceModule.NAME})
  void writesEveryStateOfTheChainIfAsked(String backend) {
    sample("all-" + backend, "sampling.final_only", "false", "--backend", backend);

    HostArray samples = Npy.read(images("all-" + backend, "samples.npy"));
    HostArray last = tensor("all-" + backend, "samples_3.pth");
    assertThat(last.shape()).isEqualTo(Shape.of(4, 1, 8, 8));
    assertThat(last.floats())
        .as("the last state are the samples, clamped")
        .isEqualTo(samples.map(value -> Math.min(1, Math.max(0, value))).floats());
    assertThat(tensor("all-" + backend, "samples_2.pth")).as("noisier").isNotEqualTo(last);
    assertThat(numbered("all-" + backend, "image_grid_")).containsExactly("0", "1", "2", "3");
  }

  @Test
  void writesEveryStateOfCompletionsAndInterpolationsToo() {
    TestConfig all = USUAL.with("sampling.final_only", false);
    commands.run(
        "--sample",
        "--doc",
        "a",
        "-i",
        "completed",
        "--config",
        commands.file(all.with("sampling.inpainting", true)));
    commands.run(
        "--sample",
        "--doc",
        "a",
        "-i",
        "between",
        "--config",
        commands.file(
            all.with("sampling.interpolation", true).with("sampling.n_interpolations", 3)));

    assertThat(numbered("completed", "completion_")).containsExactly("0", "1", "2", "3");
    assertThat(tensor("between", "samples_3.pth").shape()).isEqualTo(Shape.of(12, 1, 8, 8));
    assertThat(images("completed", "refer_image.png")).exists();
  }

  @Test
  void writesPicturesForAnEvaluationAndNoStates() throws IOException {
    commands.run(
        "--sample",
        "--doc",
        "a",
        "-i",
        "fid",
        "--config",
        commands.file(
            USUAL
                .with("sampling.final_only", false)
                .with("sampling.fid", true)
                .with("sampling.num_samples4fid", 3)));

    assertThat(Npy.read(images("fid", "samples.npy")).shape()).isEqualTo(Shape.of(3, 8, 8, 1));
    assertThat(numbered("fid", "image_grid_")).isEmpty();
    assertThat(numbered("fid", "image_")).containsExactly("0", "1", "2");
    assertThat(ImageIO.read(images("fid", "image_2.png").toFile()).getWidth()).isEqualTo(8);
  }

  @Test
  void measuresTheLossOfTheCheckpointsThatItIsTold() {
    assertThat(test().out()).contains("step 2: ", "step 4: ");
    assertThat(test("--from", "2").out()).contains("step 2: ").doesNotContain("step 4: ");
    assertThat(test("--config", with("test.begin_ckpt", "4")).out())
        .contains("step 4: ")
        .doesNotContain("step 2: ");
    assertThat(losses("--config", with("test.batch_size", "1000")))
        .as("all images at once have other noise than in parts")
        .isNotEqualTo(losses());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --sample | sampling.ckpt_id | 3     | : sampling.ckpt_id: no checkpoint of step 3 in LOGS; choose another one with --from, there are those of steps 2, 4; without the key, the latest is taken
          --sample | sampling.ckpt_id | last  | : sampling.ckpt_id must be a whole number, found 'last'
          --sample | model.ngf        | 4     | : the run was trained with another network or other data, not with model.ngf 4 (2 before); give the config that it was trained by, or leave --config out
          --test   | test.begin_ckpt  | 3     | : test.begin_ckpt: checkpoints every 5,000 steps from here on: the run has none of these steps; begin with one of 2, 4
          --test   | test.end_ckpt    | 4     | : test.begin_ckpt is 5000, but the last checkpoint to measure, end_ckpt, is 4; lower the first one
          --test   | test.begin_step  | 4     | unknown key 'test.begin_step'; known here: begin_ckpt, end_ckpt, batch_size
          """)
  void saysWhatCannotBe(String mode, String key, String value, String complaint) {
    BadCommandTest.assertMistake(
        commands.attempt(mode, "--doc", "a", "--config", with(key, value)),
        complaint.replace("LOGS", folder.resolve("exp/logs/a").toString()));
  }

  private static String with(String key, String value) {
    return commands.file(USUAL.with(key, value));
  }

  private static Ncsn sample(String into, String key, String value, String... more) {
    return commands.run(
        Stream.concat(
                Stream.of("--sample", "--doc", "a", "-i", into, "--config", with(key, value)),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static Ncsn test(String... more) {
    return commands.run(
        Stream.concat(Stream.of("--test", "--doc", "a"), Stream.of(more)).toArray(String[]::new));
  }

  private static List<String> losses(String... more) {
    return test(more).out().lines().filter(line -> line.startsWith("step ")).toList();
  }

  private static Path images(String into, String name) {
    return folder.resolve("exp/image_samples").resolve(into).resolve(name);
  }

  private static HostArray tensor(String into, String name) {
    return TorchFile.read(images(into, name)).array();
  }

  private static List<String> numbered(String into, String prefix) {
    try (Stream<Path> files = Files.list(images(into, ""))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .map(name -> name.substring(prefix.length(), name.indexOf('.')))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

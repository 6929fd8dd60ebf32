package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.format.Npy;
import org.ncsn.format.Safetensors;

/** The main job from the command line, on the engine in plain Java. */
class TrainAndSampleTest {
  private static final int NOISE_LEVELS = 2;

  @TempDir private static Path run;
  private static Ncsn training;
  @TempDir private Path images;

  @BeforeAll
  static void train() {
    String config = TinyConfig.usual().in(run);
    training =
        Ncsn.succeed(
            "--config", config, "--run", run.toString(), "--doc", "a", "--comment", "hello");
  }

  @Test
  void leavesACheckpointUnderTwoNames() {
    assertThat(logs("checkpoint.safetensors"))
        .hasSameBinaryContentAs(logs("checkpoint_2.safetensors"));
    assertThat(logs("").toFile().list())
        // A test that ran before leaves frames for the report.
        .filteredOn(name -> !name.startsWith("annealing."))
        .containsExactlyInAnyOrder(
            ".lock",
            "checkpoint.safetensors",
            "checkpoint_2.safetensors",
            "config.yml",
            "stdout.txt");
  }

  @Test
  void logsWhatTheConsoleSays() throws IOException {
    assertThat(training.out()).isEqualTo(Files.readString(logs("stdout.txt")));
    assertThat(training.out())
        .contains("reference: plain Java", "Comment: hello", "Training 8721 parameters")
        .containsPattern(
            "training step: \\d+ instructions \\(\\d+ traced\\), \\d+ MB at its peak, compiled in \\d+ ms")
        .contains(
            "training: 2/2 (100%)",
            "Saved " + logs("checkpoint_2.safetensors"), "Finished at step 2");
  }

  @Test
  void keepsTheConfigThatWasUsed() {
    ExperimentConfig used = ConfigReader.read(logs("config.yml"));

    assertThat(used.seed()).contains(1234L);
    assertThat(used.backend()).contains("reference");
    assertThat(used.model().ngf()).isEqualTo(2);
    assertThat(Safetensors.readMetadata(logs("checkpoint.safetensors")))
        .containsEntry("step", "2")
        .containsEntry("backend", "reference")
        .hasEntrySatisfying("config", text -> assertThat(text).contains("seed: 1234"));
  }

  @Test
  void samplesAGridAMovieAndTheRawImages() throws IOException {
    Ncsn.succeed("--test", "--run", run.toString(), "--doc", "a", "-o", images.toString());

    HostArray samples = Npy.read(images.resolve("samples.npy"));
    assertThat(samples.shape()).isEqualTo(Shape.of(5, 28, 28, 1));
    for (float value : samples.floats()) {
      assertThat(value).isFinite();
    }
    // Five images stand in a grid of three columns, which is enlarged.
    BufferedImage grid = ImageIO.read(images.resolve("samples.png").toFile());
    assertThat(grid.getWidth()).isEqualTo((3 * 30 + 2) * 5);
    assertThat(grid.getHeight()).isEqualTo((2 * 30 + 2) * 5);
    assertThat(frames(images.resolve("movie.gif"))).isEqualTo(NOISE_LEVELS);
  }

  @Test
  void samplesTheSameFromTheSameSeedAndOthersFromAnother() throws IOException {
    byte[] first = sample("--samples", "1");

    assertThat(sample("--samples", "1")).isEqualTo(first);
    assertThat(sample("--samples", "1", "--seed", "1234")).isEqualTo(first);
    assertThat(sample("--samples", "1", "--seed", "1235")).isNotEqualTo(first);
  }

  @Test
  void samplesAsTheFlagsSay() throws IOException {
    byte[] usual = sample("--samples", "1");

    assertThat(sample("--samples", "1", "--step_lr", "1e-4")).isNotEqualTo(usual);
    assertThat(sample("--samples", "1", "--steps_each", "3", "--frame_every", "2"))
        .isNotEqualTo(usual);
    assertThat(Npy.read(images.resolve("samples.npy")).shape()).isEqualTo(Shape.of(1, 28, 28, 1));
    // Six steps: after the second, fourth and sixth.
    assertThat(frames(images.resolve("movie.gif"))).isEqualTo(3);
    sample("--samples", "1", "--steps_each", "3", "--frame_every", "4");
    // After the fourth, and the last one always.
    assertThat(frames(images.resolve("movie.gif"))).isEqualTo(2);
  }

  @Test
  void samplesFromAConfigOfTheOfficialProgram() throws IOException {
    Path official = Files.createDirectories(images.resolve("logs/official"));
    Files.copy(logs("checkpoint.safetensors"), official.resolve("checkpoint.safetensors"));
    Files.writeString(
        official.resolve("config.yml"),
        """
        !!python/object:argparse.Namespace
        comment: ''
        config: anneal.yml
        data: !!python/object:argparse.Namespace
          channels: 1
          dataset: MNIST
          image_size: 28
          logit_transform: false
          random_flip: false
        doc: mnist
        image_folder: images
        log: run/logs/mnist
        model: !!python/object:argparse.Namespace
          batch_norm: false
          ngf: 2
          num_classes: 2
          sigma_begin: 1
          sigma_end: 0.1
        optim: !!python/object:argparse.Namespace
          amsgrad: false
          beta1: 0.9
          lr: 0.001
          optimizer: Adam
          weight_decay: 0.0
        resume_training: false
        run: run
        runner: AnnealRunner
        seed: 1234
        test: false
        training: !!python/object:argparse.Namespace
          algo: dsm
          anneal_power: 2.0
          batch_size: 128
          n_epochs: 500000
          n_iters: 200001
          ngpu: 1
          noise_std: 0.3
          snapshot_freq: 5000
        verbose: info
        """);

    Ncsn.succeed(
        "--test",
        "--run",
        images.toString(),
        "--doc",
        "official",
        "-o",
        images.toString(),
        "--samples",
        "1",
        "--steps_each",
        "1",
        "--backend",
        "reference");

    assertThat(images.resolve("samples.png")).exists();
  }

  private byte[] sample(String... flags) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of("--test", "--run", run.toString(), "--doc", "a", "-o", images.toString()));
    all.addAll(List.of(flags));
    Ncsn.succeed(all.toArray(String[]::new));
    return Files.readAllBytes(images.resolve("samples.npy"));
  }

  private static int frames(Path movie) throws IOException {
    File file = movie.toFile();
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream input = ImageIO.createImageInputStream(file)) {
      reader.setInput(input);
      return reader.getNumImages(true);
    } finally {
      reader.dispose();
    }
  }

  private static Path logs(String name) {
    return run.resolve("logs").resolve("a").resolve(name);
  }
}

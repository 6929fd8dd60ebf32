package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.format.Npy;

/** A test that is interrupted writes what it has, and needs no temporary files for it. */
class InterruptedTestTest {
  private static final String ENDLESS = "1000000";

  @TempDir private static Path run;
  @TempDir private Path images;

  @BeforeAll
  static void train() {
    String config = TinyConfig.usual().in(run);
    Ncsn.succeed("--config", config, "--run", run.toString(), "--doc", "a");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          --frame_every,  1000000, sampling,      samples
          --inpaint,      -,       inpainting,    completions
          --interpolate,  7,       interpolating, interpolation
          """)
  void writesWhatIsThere(String flag, String value, String label, String file)
      throws IOException, InterruptedException {
    List<String> flags = new ArrayList<>(List.of("--steps_each", ENDLESS, flag));
    if (value != null) {
      flags.add(value);
    }
    try (NcsnProcess process = test(flags)) {
      process.awaitLine(label + ": ");
      process.signal("INT");

      List<String> lines = process.end(130);
      assertThat(lines).anyMatch(line -> line.contains("Interrupted: "));
      assertThat(lines).noneMatch(line -> line.contains("failed"));
    }
    assertThat(Npy.read(images.resolve(file + ".npy")).shape().rank()).isEqualTo(4);
    assertThat(images.resolve(file + ".png")).isNotEmptyFile();
    if (file.equals("samples")) { // of which not one frame was due
      assertThat(images.resolve("movie.gif")).isNotEmptyFile();
      assertThat(images.resolve("movie.png")).isNotEmptyFile();
    }
  }

  @Test
  void endsAtOnceWhenItIsInterruptedAgain() throws IOException, InterruptedException {
    // A step on so many images takes minutes in plain Java.
    try (NcsnProcess process = test(List.of("--samples", "10000", "--batch_size", "10000"))) {
      process.awaitLine("Sampling from ");
      while (process.isAlive()) {
        process.signal("INT");
        Thread.sleep(100);
      }
      assertThat(process.end(130)).noneMatch(line -> line.contains("Wrote"));
    }
    assertThat(images.resolve("samples.npy")).doesNotExist();
  }

  @Test
  void savesSamplesOfWhichTheMovieCannotBeWritten() throws IOException {
    Path inTheWay = Files.createDirectories(images.resolve(".movie.gif.tmp"));
    Files.createFile(inTheWay.resolve("file"));

    Ncsn run = Ncsn.run(arguments(List.of()));

    BadCommandTest.assertMistake(run, "cannot write " + images.resolve("movie.gif"));
    assertThat(run.out())
        .contains("Sampling goes on without a movie", "Wrote samples.npy and samples.png");
    assertThat(Npy.read(images.resolve("samples.npy")).shape().extent(0)).isEqualTo(5);
  }

  @Test
  void savesSamplesBeforePicturesOfThem() throws IOException {
    Files.createFile(Files.createDirectories(images.resolve("samples.png")).resolve("file"));

    BadCommandTest.assertMistake(
        Ncsn.run(arguments(List.of())), "cannot write " + images.resolve("samples.png"));

    assertThat(Npy.read(images.resolve("samples.npy")).shape().extent(0)).isEqualTo(5);
  }

  private NcsnProcess test(List<String> flags) throws IOException {
    return NcsnProcess.start(arguments(flags));
  }

  private String[] arguments(List<String> flags) {
    List<String> all =
        new ArrayList<>(
            List.of("--test", "--run", run.toString(), "--doc", "a", "-o", images.toString()));
    all.addAll(flags);
    return all.toArray(String[]::new);
  }
}

package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.format.Npy;
import org.ncsn.format.TorchFile;

/** A run folder as the official program leaves it is one for every command. */
class OfficialRunTest {
  @TempDir private Path folder;
  private Path logs;

  @BeforeEach
  void leaveWhatTheOfficialProgramWould() throws IOException {
    String config =
        TinyConfig.usual().with("data", "dataset: DIGITS, image_size: 8, channels: 1").in(folder);
    Path own = folder.resolve("own");
    Ncsn.succeed("--config", config, "--run", own.toString(), "--doc", "a");
    logs = Files.createDirectories(folder.resolve("logs").resolve("official"));
    Path checkpoint = logs.resolve("checkpoint.pth");
    Ncsn.succeed(
        "export",
        "--format",
        "pth",
        "-o",
        checkpoint.toString(),
        "--run",
        own.toString(),
        "--doc",
        "a");
    Files.copy(own.resolve("logs/a/config.yml"), logs.resolve("config.yml"));
  }

  @Test
  void isSampled() {
    String out = folder.resolve("out").toString();

    assertThat(ncsn("--test", "-o", out).out())
        .contains("Sampling from " + logs.resolve("checkpoint.pth") + ", step 2");
  }

  @Test
  void isExportedWithItsOptimizerOrWithout() {
    Path weights = folder.resolve("w.safetensors");
    Path whole = folder.resolve("w.pth");

    assertThat(ncsn("export", "-o", weights.toString()).out())
        .contains("Wrote the network of step 2");
    ncsn("export", "--format", "pth", "-o", whole.toString());

    assertThat(weights).isNotEmptyFile();
    assertThat(TorchFile.read(whole).item(0).arrays())
        .isEqualTo(TorchFile.read(logs.resolve("checkpoint.pth")).item(0).arrays());
    assertThat(TorchFile.read(whole).item(1).get("state").size()).isPositive();
  }

  @Test
  void scoresImages() {
    Path input = folder.resolve("x.npy");
    Npy.write(input, HostArray.zeros(new TensorType(DType.FLOAT32, Shape.of(1, 8, 8, 1))));
    Path labels = folder.resolve("y.npy");
    Npy.write(labels, HostArray.of(Shape.of(1), 1));
    Path output = folder.resolve("s.npy");

    ncsn(
        "score",
        "--input",
        input.toString(),
        "--labels",
        labels.toString(),
        "--output",
        output.toString());

    assertThat(Npy.read(output).shape()).isEqualTo(Shape.of(1, 8, 8, 1));
  }

  @Test
  void isDescribed() {
    assertThat(ncsn("info").out()).contains(logs.resolve("checkpoint.pth").toString(), "PyTorch");
    BadCommandTest.assertMistake(Ncsn.run("info"), "info: give one file or --doc, found 0 and no");
  }

  @Test
  void isReportedOn() throws IOException {
    Path page = folder.resolve("page.html");

    ncsn("report", "-o", page.toString());

    assertThat(Files.readString(page)).contains("checkpoint.pth").doesNotContain("No checkpoint");
  }

  @Test
  void goesOnAfterTheCommandThatIsAdvised() throws IOException {
    Ncsn refused = Ncsn.run(arguments("--resume_training"));
    BadCommandTest.assertMistake(refused, logs + " is a run of the official program; ");
    Matcher advice = Pattern.compile(": ncsn (import .*)").matcher(refused.err().strip());
    assertThat(advice.find()).isTrue();

    Ncsn.succeed(advice.group(1).split(" "));

    Path imported = folder.resolve("logs/official-imported/config.yml");
    Files.writeString(imported, Files.readString(imported).replace("n_iters: 2", "n_iters: 3"));
    assertThat(
            Ncsn.succeed(
                    "--resume_training", "--run", folder.toString(), "--doc", "official-imported")
                .out())
        .contains("steps 2 to 3", "Finished at step 3");
    try (Stream<Path> files = Files.list(logs)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("the official run is left alone")
          .containsExactlyInAnyOrder("checkpoint.pth", "config.yml");
    }
  }

  @Test
  void hasNoNumberedCheckpoints() {
    BadCommandTest.assertMistake(
        Ncsn.run(arguments("--test", "--from", "2")),
        "; the official program's checkpoint.pth is the only one, leave it out");
  }

  private Ncsn ncsn(String... more) {
    return Ncsn.succeed(arguments(more));
  }

  private String[] arguments(String... more) {
    return Stream.concat(
            Stream.of(more), Stream.of("--run", folder.toString(), "--doc", "official"))
        .toArray(String[]::new);
  }
}

package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @Test
  void namesAllFlagsAndCommandsWithExamples() {
    Ncsn help = Ncsn.succeed("--help");

    assertThat(help.out())
        .contains(
            "--runner",
            "--config",
            "--seed",
            "--run",
            "--doc",
            "--comment",
            "--verbose",
            "--test",
            "--resume_training",
            "--image_folder",
            "--backend",
            "--overwrite",
            "--threads",
            "--device",
            "--nan_guard",
            "--samples",
            "--steps_each",
            "--step_lr",
            "--frame_every",
            "--version")
        .contains("quickstart", "backends")
        .contains("Examples:", "ncsn --config anneal.yml --doc mnist", "Exit status: 0 done");
    assertThat(help.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
  }

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "backends", "export", "levels", "evaluate", "statistics"})
  void showsExamplesOfEveryCommand(String command) {
    Ncsn help = Ncsn.succeed(command, "--help");

    assertThat(help.out()).contains("Usage: " + command, "Examples:", "  ncsn " + command);
    assertThat(Ncsn.succeed("--help", command).out()).isEqualTo(help.out());
  }

  @Test
  void saysWhichFlagsMustBeGiven() {
    assertThat(Ncsn.succeed("score", "--help").out()).contains("  * --input", "  * must be given");
    assertThat(Ncsn.succeed("report", "--help").out()).doesNotContain("must be given");
  }

  @Test
  void tellsTheVersion() {
    assertThat(Ncsn.succeed("--version").out()).matches("ncsn \\S+\\R");
  }

  @Test
  void listsTheBackendsAndWhetherTheyLoad() {
    assertThat(Ncsn.run("backends").out().lines())
        .anySatisfy(line -> assertThat(line).matches("djl +TensorFlow.* loads: TensorFlow .*"))
        .anySatisfy(line -> assertThat(line).matches("nd4j +.* loads: .*"))
        .anySatisfy(line -> assertThat(line).matches("reference +plain Java.* loads: plain Java.*"))
        .last()
        .asString()
        .startsWith("used unless --backend or the config says otherwise: ");
  }
}

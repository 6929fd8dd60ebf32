package org.ncsn.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final long[] nanos = {0};

  @Test
  void logsRateTimeLeftAndLossEverySoOften() {
    List<String> lines =
        logged(
            () -> {
              ProgressLines progress = new ProgressLines("training", 1000, 0, () -> nanos[0]);
              for (int step = 1; step <= 100; step++) {
                nanos[0] += 100_000_000;
                progress.step(step, "loss 41.2");
              }
              progress.close();
            });

    assertThat(lines)
        .containsExactly(
            "training: 21/1000 (2%), 10.0 steps/s, 0:01:38 left, loss 41.2",
            "training: 61/1000 (6%), 10.0 steps/s, 0:01:34 left, loss 41.2",
            "training: 100/1000 (10%), 10.0 steps/s, 0:01:30 left, loss 41.2");
  }

  @Test
  void countsOnlyItsOwnStepsWhenTrainingIsResumed() {
    List<String> lines =
        logged(
            () -> {
              ProgressLines progress = new ProgressLines("training", 1000, 900, () -> nanos[0]);
              nanos[0] += 10_000_000_000L;
              progress.step(901, "");
              nanos[0] += 10_000_000_000L;
              progress.step(903, "");
            });

    assertThat(lines)
        .containsExactly(
            "training: 901/1000 (90%)", "training: 903/1000 (90%), 5.00 s a step, 0:08:05 left");
  }

  @Test
  void doesNotJudgeByTheFirstStepWhichCompiles() {
    List<String> lines =
        logged(
            () -> {
              ProgressLines progress = new ProgressLines("training", 100, 0, () -> nanos[0]);
              nanos[0] += 60_000_000_000L;
              progress.step(1, "");
              nanos[0] += 4_000_000_000L;
              progress.step(5, "");
            });

    assertThat(lines)
        .containsExactly("training: 1/100 (1%)", "training: 5/100 (5%), 1.0 steps/s, 0:01:35 left");
  }

  @Test
  void countsInWhatIsDone() {
    List<String> lines =
        logged(
            () -> {
              ProgressLines progress =
                  new ProgressLines("measuring", 100, 0, () -> nanos[0], Counted.IMAGES);
              progress.step(10, "");
              nanos[0] += 4_000_000_000L;
              progress.step(50, "");
              nanos[0] += 10_000_000_000L;
              progress.step(55, "");
              ProgressLines comparing =
                  new ProgressLines("comparing", 9_000_000, 0, () -> nanos[0], Counted.PAIRS);
              comparing.step(1, "");
              nanos[0] += 2_000_000_000L;
              comparing.step(3_000_001, "");
            });

    assertThat(lines)
        .containsExactly(
            "measuring: 50/100 (50%), 10.0 images/s, 0:00:05 left",
            "measuring: 55/100 (55%), 2.00 s an image, 0:01:30 left",
            "comparing: 3000001/9000000 (33%), 1,500,000 pairs/s, 0:00:04 left");
  }

  @Test
  void endsWithALineOfTheLastState() {
    List<String> lines =
        logged(
            () -> {
              try (ProgressLines progress = new ProgressLines("x", 4, 0, () -> nanos[0])) {
                nanos[0] += 1_000_000_000L;
                progress.step(1, "loss 2");
                nanos[0] += 1_000_000_000L;
                progress.step(4, "loss 1");
              }
            });

    assertThat(lines).containsExactly("x: 4/4 (100%), 3.0 steps/s, loss 1");
  }

  @Test
  void endsWithTheRateOfAllSteps() {
    List<String> lines =
        logged(
            () -> {
              try (ProgressLines progress = new ProgressLines("x", 11, 0, () -> nanos[0])) {
                progress.step(1, "");
                for (int step = 2; step <= 10; step++) {
                  nanos[0] += 250_000_000L;
                  progress.step(step, "");
                }
                nanos[0] += 250_000_000L;
                progress.step(11, "");
                nanos[0] += 7_000_000_000L; // in which the last checkpoint is written
              }
            });

    assertThat(lines)
        .containsExactly(
            "x: 9/11 (81%), 4.0 steps/s, 0:00:01 left", "x: 11/11 (100%), 4.0 steps/s");
  }

  @Test
  void drawsABarOnATerminal() {
    Console console = console(true);
    try (Logging logging = Logging.start("info", console);
        Progress progress = Progress.of("training", 200, 50, console)) {
      progress.step(100, "loss 41.2");
      progress.step(150, "loss 40.1");
    }

    String last = bytes.toString(StandardCharsets.UTF_8);
    last = last.substring(last.lastIndexOf("\u001b[K") + 3);
    assertThat(last).contains("training", "75%", "150/200", "loss 40.1").endsWith("\n");
    assertThat(last.strip().length()).isLessThan(100);
  }

  private List<String> logged(Runnable work) {
    try (Logging logging = Logging.start("info", console(false))) {
      work.run();
    }
    return bytes
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("^INFO - Progress - \\S+ \\S+ - ", ""))
        .toList();
  }

  private Console console(boolean terminal) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new Console(out, terminal, 100);
  }
}

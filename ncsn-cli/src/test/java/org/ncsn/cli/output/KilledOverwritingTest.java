package org.ncsn.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.cli.training.JavaProcess;
import org.ncsn.io.AtomicFile;

/** Runs that replace each other, killed at any moment, leave one of them whole. */
class KilledOverwritingTest {
  private static final int KILLS = 6;

  /** Runs replace each other many times within it. */
  private static final int LONGEST_MILLIS = 100;

  private static final String DOC = "a";

  @TempDir private Path run;

  @Test
  void leavesTheEarlierRunOrTheNewOne() throws IOException, InterruptedException {
    Random moments = new Random(30);
    for (int i = 0; i < KILLS; i++) {
      Process process =
          JavaProcess.builder(List.of(), KilledOverwritingTest.class, List.of(run.toString()))
              .start();
      try (BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        assertThat(output.lines().anyMatch("replaced"::equals)).isTrue();
        Thread.sleep(moments.nextInt(LONGEST_MILLIS));
      } finally {
        process.destroyForcibly().waitFor();
      }

      try (RunFolder folder = RunFolder.open(run, DOC)) {
        String config = Files.readString(folder.config());
        Path latest = folder.logs().resolve("checkpoint.safetensors");
        if (Files.exists(latest)) { // and not killed between the two files of one checkpoint
          assertThat(latest).hasContent(config);
        }
        assertThat(folder.logs().resolve("checkpoint_1.safetensors")).hasContent(config);
        assertThat(folder.logs().resolve("checkpoint.replaced")).doesNotExist();
      }
    }
  }

  /** Takes the run folder, and replaces a run in it by another one without end. */
  public static void main(String[] arguments) {
    for (int number = 0; ; number++) {
      String content = ProcessHandle.current().pid() + "-" + number;
      AtomicFile.Content text = out -> out.write(content.getBytes(StandardCharsets.UTF_8));
      try (RunFolder folder = RunFolder.create(Path.of(arguments[0]), DOC, true)) {
        AtomicFile.write(folder.config(), text);
        AtomicFile.write(
            List.of(
                folder.logs().resolve("checkpoint_1.safetensors"),
                folder.logs().resolve("checkpoint.safetensors")),
            text);
        folder.saved();
      }
      if (number == 1) {
        System.out.println("replaced");
      }
    }
  }
}

package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.checkpoint.Safetensors;
import org.ncsn.cli.runner.JavaProcess;

/** Ctrl-C and a polite kill end a training after its step, with a checkpoint to go on from. */
class InterruptedTrainingTest {
  @TempDir private Path run;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void savesWhatItHas(String signal, int status) throws IOException, InterruptedException {
    String config =
        TinyConfig.usual()
            .with("training", "batch_size: 1, n_iters: 100000, snapshot_freq: 100000")
            .in(run);
    // A test that runs in the background may have inherited that Ctrl-C is ignored.
    Process process =
        JavaProcess.builder(
                List.of("env", "--default-signal=" + signal),
                Main.class,
                List.of("--config", config, "--run", run.toString(), "--doc", "a"))
            .start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        if (line.contains("training: ")) {
          new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
        }
      }
    }

    assertThat(process.waitFor()).as(String.join("\n", lines)).isEqualTo(status);
    assertThat(lines).anyMatch(line -> line.contains("Interrupted, saved at step "));
    assertThat(lines).noneMatch(line -> line.contains("Exception"));
    Path checkpoint = run.resolve("logs/a/checkpoint.safetensors");
    String step = Safetensors.readMetadata(checkpoint).get("step");
    assertThat(run.resolve("logs/a/checkpoint_" + step + ".safetensors"))
        .hasSameBinaryContentAs(checkpoint);
  }
}

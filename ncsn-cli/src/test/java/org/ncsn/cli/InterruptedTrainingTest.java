package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.format.Safetensors;

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
    try (NcsnProcess process =
        NcsnProcess.start("--config", config, "--run", run.toString(), "--doc", "a")) {
      process.awaitLine("training: ");
      process.signal(signal);

      List<String> lines = process.end(status);
      assertThat(lines).anyMatch(line -> line.contains("Interrupted, saved at step "));
      assertThat(lines).noneMatch(line -> line.contains("Exception"));
    }
    Path checkpoint = run.resolve("logs/a/checkpoint.safetensors");
    String step = Safetensors.readMetadata(checkpoint).get("step");
    assertThat(run.resolve("logs/a/checkpoint_" + step + ".safetensors"))
        .hasSameBinaryContentAs(checkpoint);
  }
}

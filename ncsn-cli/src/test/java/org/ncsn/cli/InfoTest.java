package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.golden.Golden;

/** {@code ncsn info} on checkpoints of both programs. */
class InfoTest {
  @TempDir private Path folder;

  @Test
  void saysWhatACheckpointOfThisProgramHolds() {
    String config = TinyConfig.usual().in(folder);
    Ncsn.succeed("--config", config, "--run", folder.toString(), "--doc", "a");
    Path file = folder.resolve("logs/a/checkpoint.safetensors");

    assertThat(Ncsn.succeed("info", file.toString()).out())
        .contains(file.toString(), "step        2", "written by  reference")
        .contains("network     8,721 parameters in 173 tensors", "optimizer   exp_avg, exp_avg_sq")
        .contains("average     none", "num_classes: 2", "runner: AnnealRunner")
        .doesNotContain("network.begin_conv.weight");
    assertThat(Ncsn.succeed("info", file.toString(), "--tensors").out())
        .contains("network.begin_conv.weight float32[2,1,3,3]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint_zip.pth", "checkpoint_legacy.pth"})
  void saysWhatAnOfficialCheckpointHolds(String name) {
    Path file = Golden.copy("anneal_mnist", name, folder.resolve(name));

    assertThat(Ncsn.succeed("info", file.toString(), "--tensors").out())
        .contains("format      PyTorch", "step        2", "optimizer   exp_avg, exp_avg_sq")
        .contains(" parameters in 173 tensors")
        .contains("module.begin_conv.weight float32[4,1,3,3]");
  }

  @Test
  void explainsWhatItCannotRead() throws IOException {
    Path file = Files.writeString(folder.resolve("no.safetensors"), "nothing");
    BadCommandTest.assertMistake(Ncsn.run("info", file.toString()), "no.safetensors");
    BadCommandTest.assertMistake(Ncsn.run("info", "missing.pth"), "missing.pth does not exist");
  }
}

package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.format.Safetensors;
import org.ncsn.format.TorchFile;

/**
 * Whatever stands in files, in their names, or on the command line, orders the terminal nothing.
 */
class HostileTextTest {
  /** Renames the window, clears the screen, begins a line, and turns the direction round. */
  private static final String HOSTILE = "\u001b]0;x\u0007\u001b[2J\u009b\r\nncsn: fine\u202e";

  private static final String SHOWN = "?]0;x??[2J???ncsn: fine?";
  private static final HostArray ARRAY = HostArray.of(Shape.of(1), 1f);

  @TempDir private Path folder;

  @Test
  void inTextsOfSafetensors() {
    Path file = folder.resolve("a.safetensors");
    for (String key : new String[] {"format", "step", "backend", "slots"}) {
      Map<String, String> texts = new HashMap<>(Map.of("step", "1"));
      texts.put(key, "a" + HOSTILE + "z");
      Safetensors.write(file, new Safetensors.Content(Map.of("n" + HOSTILE, ARRAY), texts));
      shows(Ncsn.run("info", "--tensors", file.toString()), 0, "a" + SHOWN + "z", "n" + SHOWN);
    }
    Safetensors.write(
        file, new Safetensors.Content(Map.of("x", ARRAY), Map.of("config", "a" + HOSTILE)));
    shows(Ncsn.run("info", file.toString()), 0, "a?]0;x??[2J?");
  }

  @Test
  void inNamesOfPyTorch() {
    Path file = folder.resolve("a.pth");
    TorchFile.write(file, Map.of("k" + HOSTILE, Map.of("n" + HOSTILE, ARRAY), "epoch", HOSTILE));
    shows(Ncsn.run("info", "--tensors", file.toString()), 0, "k" + SHOWN, "n" + SHOWN);
    String config = TinyConfig.usual().in(folder);
    String run = folder.resolve("run").toString();
    shows(
        Ncsn.run("import", file.toString(), "--config", config, "--run", run, "--doc", "a"),
        2,
        "n" + SHOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"backend", "runner"})
  void inConfigs(String key) {
    String quoted = "\"a\\e]0;x\\a\\e[2J\\N\\r\\nz\"";
    String config = TinyConfig.usual().with(key, quoted).in(folder);
    shows(Ncsn.run("--config", config, "--run", folder.toString(), "--doc", "a"), 2, "a?]0;x??[2J");
  }

  @Test
  void inNamesOfFilesAndExperiments() throws IOException {
    shows(Ncsn.run("info", folder.resolve("m" + HOSTILE).toString()), 2, "m" + SHOWN);
    shows(Ncsn.run("--run", folder.toString(), "--test", "--doc", "d\u009b"), 2, "d?");
    Files.createDirectories(folder.resolve("logs/e\u001b[2J"));
    shows(Ncsn.run("--run", folder.toString(), "--test", "--doc", "none"), 2, "e?[2J");
    shows(Ncsn.run("--x" + HOSTILE), 2, "--x?");
  }

  @Test
  void inTracesForThoseWhoDebug() {
    String name = folder.resolve("m" + HOSTILE).toString();
    shows(Ncsn.run("--verbose", "debug", "info", name), 2, "m" + SHOWN, "UserError");
  }

  @Test
  void inNamesOfThePlainestKind() {
    String file = folder.resolve("größe.pth").toString();
    shows(Ncsn.run("info", file), 2, file + " does not exist; check the path");
  }

  private static void shows(Ncsn run, int status, String... expected) {
    String all = run.out() + run.err();
    assertThat(run.status()).as(all).isEqualTo(status);
    assertThat(all).contains(expected);
    assertThat(all.replaceAll("[\n\t]", "")).doesNotContainPattern("[\\p{Cc}\u202e]");
    assertThat(all.lines()).noneMatch(line -> line.equals("ncsn: fine"));
  }
}

package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.cli.config.TestConfig;

/** What is measured, in processes of their own, on networks too small to mean anything. */
class BenchTest {
  @TempDir private Path folder;

  @Test
  void measuresTheNetworkOnEveryEngineInTurn() throws IOException {
    Path json = folder.resolve("figures.json");
    String[] command =
        command("--backend", "djl,nd4j", "--repeats", "2", "--json", json.toString());
    Ncsn run = Ncsn.succeed(command);

    assertThat(run.out())
        .contains("program", "forward: 1 of 2", "Wrote " + json)
        .containsPattern("forward +djl +float32 +\\d")
        .containsPattern("forward +nd4j +float32 +\\d");
    JsonNode rows = new ObjectMapper().readTree(Files.readAllBytes(json)).get("rows");
    assertThat(rows).hasSize(2);
    for (JsonNode row : rows) {
      assertThat(row.get("seconds")).hasSize(2);
      assertThat(row.get("medianSeconds").asDouble()).isPositive();
      assertThat(row.get("parameters").asLong()).isEqualTo(8721);
      assertThat(row.get("flops").asLong()).isPositive();
      assertThat(row.get("ceilingFlopsPerSecond").asDouble()).isGreaterThan(1e9);
      assertThat(row.get("shareOfCeiling").asDouble()).isBetween(0.0, 1.0);
      assertThat(row.get("directCeilingFlopsPerSecond").asDouble()).isGreaterThan(1e9);
      assertThat(row.get("compileSeconds").asDouble()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "ssm", "sample", "toy", "inception"})
  void measuresEveryProgram(String program) {
    // The largest of their graphs is on the engine that need not plan it as a whole.
    String backend = List.of("train", "ssm", "toy").contains(program) ? "nd4j" : "djl";
    Ncsn run = Ncsn.succeed(command("--program", program, "--backend", backend, "--repeats", "1"));
    assertThat(run.out()).containsPattern(program + " +" + backend + " +float32 +\\d");
  }

  @Test
  void saysWhichStepsTheTimeGoesTo() {
    Ncsn run = Ncsn.succeed(command("--backend", "djl", "--repeats", "1", "--profile"));
    assertThat(run.out()).containsPattern("conv2d +\\d");
  }

  @Test
  void measuresUNets() throws IOException {
    String config =
        Files.writeString(
                folder.resolve("unet.yml"),
                TestConfig.images("DIGITS", 8)
                    .with("runner", "SdeRunner")
                    .with("unet.nf", 4)
                    .with("unet.ch_mult", "[1, 2]")
                    .with("unet.num_res_blocks", 1)
                    .with("unet.attn_resolutions", "[4]")
                    .text())
            .toString();
    String[] command = {
      "bench", "--config", config, "--batch", "2", "--backend", "djl", "--repeats", "1", "--program"
    };
    Ncsn run = Ncsn.succeed(with(command, "train"));
    assertThat(run.out()).containsPattern("train +djl +float32 +\\d");
    BadCommandTest.assertMistake(
        Ncsn.run(with(command, "ssm")),
        "--program: of U-Nets forward and train are measured, not ssm");
  }

  private static String[] with(String[] command, String last) {
    String[] all = Arrays.copyOf(command, command.length + 1);
    all[command.length] = last;
    return all;
  }

  @Test
  void explainsMistakes() {
    mistake(
        "--program: there is no 'backward'; choose from forward, train", "--program", "backward");
    mistake("'pytorch'", "--backend", "pytorch");
    mistake("convolution: 'fft' is none of auto, direct and fewest", "--convolution", "fft");
    mistake("precision: 'half' is neither float32 nor bfloat16", "--precision", "half");
    mistake("--repeats must be from 1 to 1000, found 0", "--repeats", "0");
    mistake("bench: the worker of nd4j ended: ", "--backend", "nd4j", "--precision", "bfloat16");
    String plane = TinyConfig.usual().with("data", "dataset: RING").in(folder);
    BadCommandTest.assertMistake(
        Ncsn.run("bench", "--config", plane), plane + " has no images; use --program toy");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void saysHowToGetPyTorch() throws IOException {
    String script =
        """
        #!/bin/sh
        echo "ModuleNotFoundError: No module named 'torch'"
        exit 1
        """;
    Path python = Files.writeString(folder.resolve("python"), script);
    assertThat(python.toFile().setExecutable(true)).isTrue();
    mistake(
        "apt-get install python3-torch libopenblas0-pthread",
        "--backend",
        "nd4j",
        "--against-pytorch",
        "--python",
        python.toString());
  }

  private void mistake(String told, String... more) {
    BadCommandTest.assertMistake(Ncsn.run(command(more)), told);
  }

  private String[] command(String... more) {
    List<String> own = new ArrayList<>(List.of("bench", "--config", TinyConfig.usual().in(folder)));
    own.addAll(List.of("--batch", "2", "--threads", "1"));
    return Stream.concat(own.stream(), Stream.of(more)).toArray(String[]::new);
  }
}

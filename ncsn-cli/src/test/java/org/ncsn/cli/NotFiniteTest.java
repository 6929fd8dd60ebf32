package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.format.Npy;
import org.ncsn.format.Safetensors;
import org.ncsn.format.Safetensors.Content;

/** Numbers that have left the world of numbers are no secret. */
class NotFiniteTest {
  @TempDir private Path folder;

  @BeforeEach
  void train() {
    ncsn(
        "--config",
        TinyConfig.usual().with("data", "dataset: DIGITS, image_size: 8, channels: 1").in(folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "djl", "nd4j"})
  void samplesThatDivergeAreNotWrittenButExplained(String backend) {
    Path out = folder.resolve("out");

    Ncsn run =
        Ncsn.run(
            arguments("--test", "-o", out.toString(), "--step_lr", "1e30", "--backend", backend));

    assertThat(run.status()).isEqualTo(2);
    // An engine that is loaded only now may have a line to say before.
    assertThat(run.err().lines())
        .last()
        .isEqualTo(
            "ncsn: 5 of 5 samples diverge (NaN, infinite or out of all bounds), the first at step"
                + " 1, noise level 1 of 2; lower sampling.step_lr (1.0E30), or --step_lr, or take"
                + " another checkpoint with --from; no samples are written");
    assertThat(out.toFile().list()).as("but for the lock").allMatch(name -> name.startsWith("."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--inpaint", "--neighbours"})
  void otherSamplesThatDivergeAreExplainedToo(String kind) {
    BadCommandTest.assertMistake(
        Ncsn.run(arguments("--test", kind, "-o", folder.toString(), "--step_lr", "1e30")),
        "samples diverge");
  }

  @Test
  void samplesBetweenSeedsThatDivergeAreExplainedToo() {
    BadCommandTest.assertMistake(
        Ncsn.run(
            arguments(
                "--test", "--interpolate", "3", "-o", folder.toString(), "--step_lr", "1e30")),
        "samples diverge");
  }

  @Test
  void weightsAreRefusedBeforeAnythingIsComputed() {
    ruin(checkpoint("checkpoint.safetensors"));
    Path out = folder.resolve("out");
    Path input = folder.resolve("x.npy");
    Npy.write(input, HostArray.zeros(new TensorType(DType.FLOAT32, Shape.of(1, 8, 8, 1))));
    Path labels = folder.resolve("y.npy");
    Npy.write(labels, HostArray.of(Shape.of(1), 0));
    String expected =
        checkpoint("checkpoint.safetensors")
            + ": its weights are not finite (begin_conv.weight and 1 more)";

    BadCommandTest.assertMistake(Ncsn.run(arguments("--test", "-o", out.toString())), expected);
    BadCommandTest.assertMistake(Ncsn.run(arguments("--resume_training")), expected);
    BadCommandTest.assertMistake(
        Ncsn.run(
            arguments(
                "score",
                "--input",
                input.toString(),
                "--labels",
                labels.toString(),
                "--output",
                out.toString())),
        expected);
    assertThat(out).doesNotExist();
  }

  @Test
  void anEarlierCheckpointIsNamed() throws Exception {
    Path later = checkpoint("checkpoint.safetensors");
    Files.copy(checkpoint("checkpoint_2.safetensors"), checkpoint("checkpoint_1.safetensors"));
    ruin(later);

    BadCommandTest.assertMistake(
        Ncsn.run(arguments("--test")), "; take an earlier checkpoint with --from 1");
  }

  @Test
  void weightsAreToldOfWhereTheyAreLookedAt() {
    Path file = checkpoint("checkpoint.safetensors");
    ruin(file);

    assertThat(Ncsn.succeed("info", file.toString()).out())
        .contains("not finite  network.begin_conv.weight, network.end_conv.bias");
    Path exported = folder.resolve("w.safetensors");
    assertThat(ncsn("export", "-o", exported.toString()).out())
        .contains("its weights are not finite", "Wrote the network of step 2");
    String config =
        TinyConfig.usual().with("data", "dataset: DIGITS, image_size: 8, channels: 1").in(folder);
    BadCommandTest.assertMistake(
        Ncsn.run(
            "import",
            exported.toString(),
            "--config",
            config,
            "--run",
            folder.toString(),
            "--doc",
            "b"),
        exported + ": its weights are not finite (begin_conv.weight and 1 more)");
    assertThat(folder.resolve("logs/b")).doesNotExist();
  }

  private static void ruin(Path file) {
    Content content = Safetensors.read(file);
    Map<String, HostArray> arrays = new LinkedHashMap<>(content.arrays());
    arrays.get("network.begin_conv.weight").floats()[1] = Float.NaN;
    arrays.get("network.end_conv.bias").floats()[0] = Float.NEGATIVE_INFINITY;
    Safetensors.write(file, new Content(arrays, content.metadata()));
  }

  private Path checkpoint(String name) {
    return folder.resolve("logs").resolve("a").resolve(name);
  }

  private Ncsn ncsn(String... more) {
    return Ncsn.succeed(arguments(more));
  }

  private String[] arguments(String... more) {
    return Stream.concat(Stream.of(more), Stream.of("--run", folder.toString(), "--doc", "a"))
        .toArray(String[]::new);
  }
}

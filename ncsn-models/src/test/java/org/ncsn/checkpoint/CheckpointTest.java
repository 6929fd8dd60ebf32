package org.ncsn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;
import org.ncsn.format.Safetensors;
import org.ncsn.format.Safetensors.Content;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Initializer;
import org.ncsn.nn.Network;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.random.NoiseSource;
import org.ncsn.training.TrainingState.Snapshot;

class CheckpointTest {
  private static final Network NETWORK =
      () ->
          List.of(
              new Parameter(0, "conv.weight", Shape.of(3, 2, 4, 5), Layout.KERNEL, any()),
              new Parameter(1, "conv.bias", Shape.of(5), Layout.SAME, any()));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("checkpoint.safetensors");
    checkpoint(true).write(file, NETWORK);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsWhatItWrote(boolean averaged) {
    Checkpoint written = checkpoint(averaged);
    written.write(file, NETWORK);

    Checkpoint read = Checkpoint.read(file, NETWORK);

    assertThat(read).isEqualTo(written);
    assertThat(read.snapshot().slots().keySet()).containsExactly("exp_avg", "exp_avg_sq");
  }

  @Test
  void readsAFileThatSaysNothingOfThreads() {
    rewrite(Map.of("threads", ""), "", null);

    assertThat(Checkpoint.read(file, NETWORK).engine()).isEqualTo(Computed.elsewhere("djl"));
  }

  @Test
  void storesArraysAsPyTorchNamesAndOrdersThem() {
    Content content = Safetensors.read(file);

    assertThat(content.arrays().keySet())
        .containsExactly(
            "network.conv.weight",
            "network.conv.bias",
            "optimizer.exp_avg.conv.weight",
            "optimizer.exp_avg.conv.bias",
            "optimizer.exp_avg_sq.conv.weight",
            "optimizer.exp_avg_sq.conv.bias",
            "ema.conv.weight",
            "ema.conv.bias");
    HostArray kernel = checkpoint(true).snapshot().weights().values().get(0);
    assertThat(content.arrays().get("network.conv.weight")).isEqualTo(kernel.transpose(3, 2, 0, 1));
  }

  @Test
  void refusesAnotherNetwork() {
    Network wider =
        () ->
            List.of(
                new Parameter(0, "conv.weight", Shape.of(3, 2, 4, 7), Layout.KERNEL, any()),
                new Parameter(1, "conv.bias", Shape.of(7), Layout.SAME, any()));
    assertThatThrownBy(() -> Checkpoint.read(file, wider))
        .isInstanceOf(UserError.class)
        .hasMessage(
            file
                + ": holds another network: network.conv.weight is float32[3,2,4,5], the network"
                + " has float32[3,2,4,7] (and 1 more); use the config that it was trained with");

    Network other =
        () -> List.of(new Parameter(0, "linear.weight", Shape.of(5), Layout.SAME, any()));
    assertThatThrownBy(() -> Checkpoint.read(file, other))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("holds another network: lacks network.linear.weight; use");
  }

  @Test
  void refusesAnotherElementTypeAndRank() {
    rewrite(Map.of(), "network.conv.bias", HostArray.of(Shape.of(5), 1.0, 2.0, 3.0, 4.0, 5.0));
    assertThatThrownBy(() -> Checkpoint.read(file, NETWORK))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("network.conv.bias is float64[5], the network has float32[5]");

    rewrite(Map.of(), "network.conv.weight", HostArray.of(Shape.of(1), 1f));
    assertThatThrownBy(() -> Checkpoint.read(file, NETWORK))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("network.conv.weight is float32[1]");
  }

  @Test
  void refusesAnAverageOrASlotThatIsIncomplete() {
    for (String missing : List.of("ema.conv.bias", "optimizer.exp_avg_sq.conv.weight")) {
      checkpoint(true).write(file, NETWORK);
      rewrite(Map.of(), missing, null);
      assertThatThrownBy(() -> Checkpoint.read(file, NETWORK))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("lacks " + missing);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          format   | ncsn-checkpoint-2 | no checkpoint of this program (format ncsn-checkpoint-2
          slots    | exp_avg,exp_avg   | damaged checkpoint, its slots is unreadable
          step     | -1                | damaged checkpoint, its step is unreadable
          step     | many              | damaged checkpoint, its step is unreadable
          step     | 1,2               | damaged checkpoint, its step is unreadable
          noise    | 1,2               | damaged checkpoint, its noise is unreadable
          noise    | 1,2,x             | damaged checkpoint, its noise is unreadable
          threads  | two               | damaged checkpoint, its threads is unreadable
          slots    | exp_avg,momentum  | lacks optimizer.momentum.conv.weight
          """)
  void refusesTextThatIsDamaged(String key, String value, String expected) {
    rewrite(Map.of(key, value), "", null);

    assertThatThrownBy(() -> Checkpoint.read(file, NETWORK))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"step", "slots", "noise", "backend", "config"})
  void refusesAFileThatLacksAText(String key) {
    rewrite(Map.of(key, ""), "", null);

    assertThatThrownBy(() -> Checkpoint.read(file, NETWORK))
        .isInstanceOf(UserError.class)
        .hasMessage(file + ": damaged checkpoint, it does not say its " + key);
  }

  @Test
  void refusesASafetensorsFileOfSomebodyElse() {
    Safetensors.write(file, new Content(Map.of(), Map.of()));

    assertThatThrownBy(() -> Checkpoint.read(file, NETWORK))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no checkpoint of this program");
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Checkpoint.read(file, NETWORK))
          .as("cut to %d bytes", length)
          .isInstanceOf(UserError.class);
    }
  }

  @Test
  void survivesFlippedBits() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(3);
    for (int i = 0; i < 1000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      try {
        Checkpoint.read(file, NETWORK);
      } catch (UserError explained) {
        assertThat(explained.getMessage()).contains(file.toString()).doesNotContain("\n");
      }
    }
  }

  /**
   * Writes the file again with other texts (empty: without) and one other array (null: without).
   */
  private void rewrite(Map<String, String> texts, String name, HostArray array) {
    Content content = Safetensors.read(file);
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    texts.forEach((key, value) -> metadata.put(key, value));
    metadata.values().removeIf(String::isEmpty);
    Map<String, HostArray> arrays = new LinkedHashMap<>(content.arrays());
    arrays.computeIfPresent(name, (key, old) -> array);
    Safetensors.write(file, new Content(arrays, metadata));
  }

  private static Checkpoint checkpoint(boolean averaged) {
    NoiseSource noise = NoiseSource.seeded(7);
    Map<String, List<HostArray>> slots = new LinkedHashMap<>();
    slots.put("exp_avg", values(noise));
    slots.put("exp_avg_sq", values(noise));
    return new Checkpoint(
        new Snapshot(
            41,
            new HostWeights(values(noise), List.of()),
            slots,
            averaged ? values(noise) : List.of()),
        noise.state(),
        new Computed("djl", OptionalInt.of(3)),
        "model: {ngf: 4}\n");
  }

  private static List<HostArray> values(NoiseSource noise) {
    return NETWORK.parameters().stream()
        .map(parameter -> noise.normal(DType.FLOAT32, parameter.shape()))
        .toList();
  }

  private static Initializer any() {
    return Initializer.uniform();
  }
}

package org.ncsn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;
import org.ncsn.format.Safetensors;
import org.ncsn.format.TorchFile;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Initializer;
import org.ncsn.nn.Network;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.training.TrainingState.Snapshot;

/** Weights in files of all kinds of programs. */
class WeightsFileTest {
  private static final Network NETWORK =
      () ->
          List.of(
              new Parameter(0, "conv.weight", Shape.of(2), Layout.SAME, Initializer.constant(0)),
              new Parameter(1, "conv.bias", Shape.of(1), Layout.SAME, Initializer.constant(0)));
  private static final List<HostArray> WEIGHTS =
      List.of(HostArray.of(Shape.of(2), 1f, 2f), HostArray.of(Shape.of(1), 3f));
  private static final List<HostArray> AVERAGE =
      List.of(HostArray.of(Shape.of(2), 4f, 5f), HostArray.of(Shape.of(1), 6f));

  @TempDir private Path folder;

  static List<Object> wrapped() {
    return List.of(
        named("", WEIGHTS),
        named("module.", WEIGHTS),
        named("net.", WEIGHTS),
        Map.of("state_dict", named("", WEIGHTS), "epoch", 3),
        Map.of("state_dict", named("module.", WEIGHTS)),
        Map.of("state_dict", named("score.net.", WEIGHTS), "note", "best"),
        Map.of("run", Map.of("ckpt", List.of(named("", WEIGHTS)))),
        List.of(named("", WEIGHTS), emptyOptimizer()),
        List.of(named("", WEIGHTS), emptyOptimizer(), 5, named("", AVERAGE)),
        Map.of("model", named("", WEIGHTS), "head", Map.of("bias", WEIGHTS.get(1))));
  }

  @ParameterizedTest
  @MethodSource("wrapped")
  void takesTheOneNetworkThatFitsWhereverItStands(Object root) {
    assertThat(read(torch("weights.pth", root), null)).isEqualTo(WEIGHTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.pth", "a.pt", "a.ckpt", "a.bin", "a.safetensors", "a"})
  void tellsAFileByItsContent(String name) {
    assertThat(read(torch(name, named("", WEIGHTS)), null)).isEqualTo(WEIGHTS);
    assertThat(read(safetensors(name, named("", WEIGHTS)), null)).isEqualTo(WEIGHTS);
  }

  @Test
  void takesTheNetworkOutOfSafetensorsOfAnotherProgram() {
    Map<String, Object> several = new LinkedHashMap<>(named("model.", WEIGHTS));
    several.put("head.weight", WEIGHTS.get(0));
    assertThat(read(safetensors("a.safetensors", several), null)).isEqualTo(WEIGHTS);
  }

  @Test
  void asksWhichOfSeveralNetworksAndTakesTheOneThatIsChosen() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("net", named("", WEIGHTS));
    root.put("ema", named("module.", AVERAGE));
    Path file = torch("a.pth", root);
    refuses(file, null, ": holds several such networks: net, ema; choose one with --entry");
    assertThat(read(file, "net")).isEqualTo(WEIGHTS);
    assertThat(read(file, "ema")).isEqualTo(AVERAGE);
    refuses(file, "model", ": has no entry 'model'; there are net, ema");
  }

  @Test
  void asksWhichOfSeveralNetworksInOneStateDict() {
    Map<String, Object> root = new LinkedHashMap<>(named("net.", WEIGHTS));
    root.putAll(named("ema.", AVERAGE));
    for (Path file : List.of(torch("a.pth", root), safetensors("b.pth", root))) {
      refuses(file, null, ": holds several such networks: net, ema; choose one with --entry");
      assertThat(read(file, "ema")).isEqualTo(AVERAGE);
    }
  }

  @Test
  void takesTheFirstOfAListUnlessAnotherIsChosen() {
    Path file = torch("a.pth", List.of(named("", WEIGHTS), 7, named("", AVERAGE)));
    assertThat(read(file, null)).isEqualTo(WEIGHTS);
    assertThat(read(file, "2")).isEqualTo(AVERAGE);
  }

  @Test
  void saysWhatDoesNotFit() {
    Map<String, Object> other = Map.of("conv.weight", WEIGHTS.get(0), "scale", WEIGHTS.get(1));
    String problem =
        ": holds another network than the one that the config describes; missing: conv.bias; ";
    refuses(torch("a.pth", other), null, problem + "unexpected: scale; use the config");
    refuses(safetensors("a.pth", other), null, problem + "unexpected: scale; use the config");
    Path two = torch("a.pth", Map.of("a", other, "b", Map.of("c", WEIGHTS.get(0))));
    refuses(two, null, ": none of its entries is the one that the config describes");
    refuses(two, "a", ", entry a" + problem + "unexpected: scale");
    refuses(torch("a.pth", Map.of("epoch", 3)), null, ": holds no tensors that have names");
  }

  @Test
  void goesOnWithTheOptimizerBesideTheNetwork() {
    Map<String, Object> state = new LinkedHashMap<>();
    for (int i = 0; i < 2; i++) {
      state.put(Integer.toString(i), Map.of("step", 9, "exp_avg", AVERAGE.get(i)));
    }
    Map<Object, Object> byNumber = new LinkedHashMap<>();
    byNumber.put(0, state.get("0"));
    byNumber.put(1, state.get("1"));
    Map<String, Object> group = Map.of("params", List.of(0, 1));
    Object optimizer = Map.of("state", byNumber, "param_groups", List.of(group));
    Path file = torch("a.pt", Map.of("model", named("", WEIGHTS), "optimizer", optimizer));

    Snapshot read = TorchCheckpoint.read(file, NETWORK, List.of("exp_avg"), false);

    assertThat(read.step()).isEqualTo(9);
    assertThat(read.weights().values()).isEqualTo(WEIGHTS);
    assertThat(read.slots()).containsExactly(Map.entry("exp_avg", AVERAGE));
  }

  @Test
  void leavesEntriesToFilesOfOtherPrograms() {
    Path file = folder.resolve("own.safetensors");
    new Checkpoint(
            Snapshot.initial(new HostWeights(WEIGHTS, List.of()), List.of(), false),
            org.ncsn.random.NoiseSource.seeded(1).state(),
            Computed.elsewhere("none"),
            "")
        .write(file, NETWORK);
    assertThat(read(file, null)).isEqualTo(WEIGHTS);
    refuses(file, "network", ": is of this program and has no entries; leave out --entry");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "P", "text", "\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000{"})
  void refusesWhatIsNoCheckpoint(String content) throws Exception {
    Path file = Files.writeString(folder.resolve("a.pth"), content);
    refuses(file, null, " is not a usable ");
  }

  private static Map<String, Object> named(String prefix, List<HostArray> weights) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (Parameter parameter : NETWORK.parameters()) {
      named.put(prefix + parameter.name(), weights.get(parameter.index()));
    }
    return named;
  }

  private static Object emptyOptimizer() {
    return Map.of("state", Map.of(), "param_groups", List.of());
  }

  private Path torch(String name, Object root) {
    Path file = folder.resolve(name);
    TorchFile.write(file, root);
    return file;
  }

  private Path safetensors(String name, Map<String, Object> arrays) {
    Map<String, HostArray> typed = new LinkedHashMap<>();
    arrays.forEach((key, array) -> typed.put(key, (HostArray) array));
    Path file = folder.resolve(name);
    Safetensors.write(file, new Safetensors.Content(typed, Map.of("format", "pt")));
    return file;
  }

  private static List<HostArray> read(Path file, String entry) {
    return WeightsFile.read(file, NETWORK, Optional.ofNullable(entry)).values();
  }

  private static void refuses(Path file, String entry, String problem) {
    assertThatThrownBy(() -> read(file, entry))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(problem);
  }
}

package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.array.HostArray;
import org.ncsn.format.Safetensors;
import org.ncsn.format.TorchFile;

/** What was trained goes to PyTorch, and comes back. */
class ExportTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "AnnealRunner, 'ngf: 2, num_classes: 2', module.begin_conv.weight, djl",
    "BaselineRunner, 'ngf: 2', module.begin_conv.weight, nd4j",
    "ScoreNetRunner, 'nef: 8, ndf: 8', convs.0.weight, djl"
  })
  void whatWasTrainedGoesOnAfterAWayThroughPyTorchsFormat(
      String runner, String model, String first, String backend) {
    String algo = runner.equals("ScoreNetRunner") ? ", algo: ssm" : "";
    String config =
        TinyConfig.usual()
            .with("runner", runner)
            .with("model", model)
            .with("training", "batch_size: 2, n_iters: 2, snapshot_freq: 2" + algo)
            .with("backend", backend)
            .in(folder);
    ncsn("a", "--config", config);
    Path file = folder.resolve("a.pth");
    Ncsn exported = ncsn("a", "export", "--format", "pth", "-o", file.toString());
    assertThat(exported.out()).contains("Wrote the network of step 2 to " + file);
    assertThat(TorchFile.read(file).item(0).arrays().keySet()).contains(first);

    ncsn("b", "import", file.toString(), "--config", config);

    assertThat(saved("b")).isEqualTo(saved("a"));
  }

  @Test
  void weightsAloneHaveTheNamesOfAPlainNetwork() {
    String config = trained();
    Path pth = folder.resolve("weights.pth");
    ncsn("a", "export", "--format", "pth", "--weights_only", "-o", pth.toString());
    Path safetensors = folder.resolve("weights.safetensors");
    ncsn("a", "export", "-o", safetensors.toString());

    Map<String, HostArray> plain = TorchFile.read(pth).arrays();
    assertThat(plain).isEqualTo(Safetensors.read(safetensors).arrays());
    Map<String, HostArray> network = saved("a");
    assertThat(plain).isNotEmpty();
    plain.forEach((name, array) -> assertThat(network.get("network." + name)).isEqualTo(array));

    Path half = folder.resolve("half.safetensors");
    ncsn("a", "export", "--float16", "-o", half.toString());
    Map<String, HostArray> rounded = Safetensors.read(half).arrays();
    plain.forEach(
        (name, array) ->
            assertThat(rounded.get(name).floats()).containsExactly(array.floats(), within(1e-3f)));
    assertThat(half.toFile().length()).isLessThan(safetensors.toFile().length() - 2 * 8721 + 16);

    for (Path file : List.of(pth, safetensors)) {
      ncsn("b", "import", file.toString(), "--config", config, "--overwrite");
      Map<String, HostArray> back = saved("b");
      plain.forEach((name, array) -> assertThat(back.get("network." + name)).isEqualTo(array));
      Ncsn told = Ncsn.succeed("info", file.toString());
      assertThat(told.out()).contains("parameters in 173 tensors", "optimizer   none");
    }
  }

  @Test
  void explainsMistakes() {
    trained();
    mistake("--format must be safetensors or pth, found 'onnx'", "--format", "onnx");
    mistake("--weights_only: safetensors have nothing else", "--weights_only");
    mistake("--float16: the official program goes on from float32", "--float16", "--format", "pth");
    BadCommandTest.assertMistake(
        Ncsn.run("export", "--run", folder.toString(), "--doc", "none"), "none");
  }

  private String trained() {
    String config = TinyConfig.usual().in(folder);
    ncsn("a", "--config", config);
    return config;
  }

  private Map<String, HostArray> saved(String doc) {
    return Safetensors.read(folder.resolve("run/logs/" + doc + "/checkpoint.safetensors")).arrays();
  }

  private void mistake(String told, String... more) {
    BadCommandTest.assertMistake(Ncsn.run(arguments("a", prepended("export", more))), told);
  }

  private static String[] prepended(String first, String... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
  }

  private Ncsn ncsn(String doc, String... arguments) {
    Ncsn run = Ncsn.run(arguments(doc, arguments));
    assertThat(run.status()).as(run.err()).isZero();
    return run;
  }

  private String[] arguments(String doc, String... more) {
    List<String> own = List.of("--run", folder.resolve("run").toString(), "--doc", doc);
    return Stream.concat(Stream.of(more), own.stream()).toArray(String[]::new);
  }
}

package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.format.Npy;
import org.ncsn.format.Safetensors;
import org.ncsn.golden.Golden;

/** Checkpoints of the official program become experiments. */
class ImportTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"checkpoint_zip.pth, djl", "checkpoint_legacy.pth, nd4j"})
  void goesOnFromAndSamplesAnOfficialCheckpoint(String name, String backend) {
    Ncsn imported = ncsn(importing(golden("anneal_mnist", name), annealed(4)));
    assertThat(imported.out()).contains("Imported step 2 of ");
    assertParameters("anneal_mnist");

    Ncsn resumed = ncsn("--resume_training", "--backend", backend, "--threads", "1");
    assertThat(resumed.out()).contains("steps 2 to 3", "Finished at step 3");
    ncsn("--test", "--backend", backend, "-o", folder.resolve("out").toString());
    assertThat(Npy.read(folder.resolve("out/samples.npy")).shape())
        .isEqualTo(Shape.of(2, 28, 28, 1));
  }

  @Test
  void readsTheOptimizerOfOldVersions() {
    String config =
        TinyConfig.usual().with("model", "ngf: 2").with("runner", "BaselineRunner").in(folder);
    Ncsn imported =
        ncsn(importing(golden("old_checkpoint", "checkpoint_legacy_old_optimizer.pth"), config));
    assertThat(imported.status()).isZero();
    assertParameters("old_checkpoint");
    Map<String, HostArray> expected = Golden.npz("old_checkpoint", "optimizer.npz");
    Map<String, HostArray> found = saved();
    int compared = 0;
    for (Map.Entry<String, HostArray> entry : expected.entrySet()) {
      if (entry.getKey().startsWith("exp_avg")) {
        assertThat(found.get("optimizer." + entry.getKey())).isEqualTo(entry.getValue());
        compared++;
      }
    }
    assertThat(compared).isEqualTo(126);
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void samplesAnOfficialRunFolderInPlace(String backend) throws IOException {
    Path logs = Files.createDirectories(folder.resolve("run/logs/a"));
    Golden.copy("anneal_mnist", "checkpoint_legacy.pth", logs.resolve("checkpoint.pth"));
    String tag = "!!python/object:argparse.Namespace";
    Files.writeString(
        logs.resolve("config.yml"),
        """
        TAG
        data: TAG
          {channels: 1, dataset: DIGITS, image_size: 28, logit_transform: false}
        doc: a
        model: TAG
          {batch_norm: false, ngf: 4, num_classes: 10, sigma_begin: 1, sigma_end: 0.01}
        optim: TAG
          {amsgrad: false, beta1: 0.9, lr: 0.001, optimizer: Adam, weight_decay: 0.0}
        runner: AnnealRunner
        seed: 1234
        training: TAG
          {algo: dsm, anneal_power: 2.0, batch_size: 128, n_iters: 200001, ngpu: 1}
        """
            .replace("TAG", tag));

    Ncsn run =
        ncsn(
            "--test",
            "--samples",
            "2",
            "--steps_each",
            "1",
            "--backend",
            backend,
            "-o",
            folder.resolve("out").toString());

    assertThat(run.out()).contains("Sampling from " + logs.resolve("checkpoint.pth"));
    assertThat(Npy.read(folder.resolve("out/samples.npy")).shape())
        .isEqualTo(Shape.of(2, 28, 28, 1));
    try (Stream<Path> files = Files.list(logs)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("checkpoint.pth", "config.yml")
          .noneMatch(name -> name.endsWith(".safetensors"));
    }
  }

  @Test
  void saysWhatDoesNotFit() {
    String[] wide = importing(golden("anneal_mnist", "checkpoint_zip.pth"), annealed(6));
    BadCommandTest.assertMistake(
        Ncsn.run(wide),
        "checkpoint_zip.pth: holds another network than the one that the config describes; of another shape:"
            + " begin_conv.weight [4,1,3,3] (expected [6,1,3,3]), ");

    String baseline =
        TinyConfig.usual().with("model", "ngf: 4").with("runner", "BaselineRunner").in(folder);
    BadCommandTest.assertMistake(
        Ncsn.run(importing(golden("anneal_mnist", "checkpoint_zip.pth"), baseline)),
        "; missing: normalizer.alpha, normalizer.gamma, normalizer.beta, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"not a checkpoint", ""})
  void refusesWhatIsNoCheckpoint(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("no.pth"), content);
    BadCommandTest.assertMistake(
        Ncsn.run(importing(file, annealed(4))), "no.pth is not a usable checkpoint");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void keepsAnExperimentThatIsThere() {
    String[] arguments = importing(golden("anneal_mnist", "checkpoint_zip.pth"), annealed(4));
    ncsn(arguments);
    BadCommandTest.assertMistake(Ncsn.run(arguments), "--overwrite");
  }

  @Test
  void replacesTheFileThatItReads() throws IOException {
    Path logs = Files.createDirectories(folder.resolve("run/logs/a"));
    Path file = Golden.copy("anneal_mnist", "checkpoint_zip.pth", logs.resolve("checkpoint.pth"));
    String[] arguments = importing(file, annealed(4));
    BadCommandTest.assertMistake(Ncsn.run(arguments), "--overwrite");

    ncsn(Stream.concat(Stream.of(arguments), Stream.of("--overwrite")).toArray(String[]::new));

    assertParameters("anneal_mnist");
    assertThat(logs.toFile().list())
        .containsExactlyInAnyOrder(
            ".lock", "checkpoint.safetensors", "checkpoint_2.safetensors", "config.yml");
  }

  private void assertParameters(String golden) {
    Map<String, HostArray> found = saved();
    Map<String, HostArray> expected = Golden.npz(golden, "params.npz");
    expected.forEach(
        (name, array) -> assertThat(found.get("network." + name)).as(name).isEqualTo(array));
  }

  private Map<String, HostArray> saved() {
    return Safetensors.read(folder.resolve("run/logs/a/checkpoint.safetensors")).arrays();
  }

  private Path golden(String golden, String name) {
    return Golden.copy(golden, name, folder.resolve(name));
  }

  private String annealed(int width) {
    return TinyConfig.usual()
        .with("training", "batch_size: 2, n_iters: 3, snapshot_freq: 3")
        .with("model", "sigma_begin: 1, sigma_end: 0.01, num_classes: 10, ngf: " + width)
        .with("sampling", "n_samples: 2, n_steps_each: 1")
        .in(folder);
  }

  private String[] importing(Path file, String config) {
    return arguments("import", file.toString(), "--config", config);
  }

  private Ncsn ncsn(String... arguments) {
    boolean whole = Stream.of(arguments).anyMatch("--doc"::equals);
    Ncsn run = Ncsn.run(whole ? arguments : arguments(arguments));
    assertThat(run.status()).as(run.err()).isZero();
    return run;
  }

  private String[] arguments(String... more) {
    List<String> own = List.of("--run", folder.resolve("run").toString(), "--doc", "a");
    return Stream.concat(Stream.of(more), own.stream()).toArray(String[]::new);
  }
}

package org.ncsn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.GoldenNetwork;
import org.ncsn.array.HostArray;
import org.ncsn.error.UserError;
import org.ncsn.format.TorchFile;
import org.ncsn.format.TorchValue;
import org.ncsn.golden.Golden;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.optim.Adam;
import org.ncsn.optim.MovingAverage;
import org.ncsn.optim.Optimizer;
import org.ncsn.optim.RmsProp;
import org.ncsn.optim.Sgd;
import org.ncsn.optim.UpdateRule;
import org.ncsn.random.NoiseSource;
import org.ncsn.training.TrainingState.Snapshot;

class TorchExportTest {
  private static final Adam ADAM = new Adam(1e-3, 0.9, 0.999, 1e-8, 0, false);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = GoldenNetwork.class,
      names = {"ANNEAL_MNIST", "BASELINE_MNIST", "SCORENET_CIFAR"})
  void givesBackEveryBitOfWeightsAndOptimizer(GoldenNetwork network) {
    for (Optimizer optimizer : optimizers()) {
      Snapshot written = snapshot(network, optimizer);
      Path file = folder.resolve("out.pth");
      new TorchExport(network.network(), OfficialLayout.SEVERAL_DEVICES)
          .writeCheckpoint(file, written, plain(optimizer));
      Snapshot read = TorchCheckpoint.read(file, network.network(), optimizer.slots(), false);
      assertThat(read).isEqualTo(written);
    }
  }

  static List<Optimizer> optimizers() {
    return List.of(
        ADAM,
        new Adam(2e-4, 0.5, 0.99, 1e-7, 0.1, true),
        new RmsProp(1e-3, 0.99, 1e-8, 0),
        new Sgd(1e-2, 0.9, 1e-4));
  }

  @Test
  void writesWhatTheOfficialProgramWrote() {
    Path official =
        Golden.copy("anneal_mnist", "checkpoint_zip.pth", folder.resolve("official.pth"));
    List<Parameter> parameters = GoldenNetwork.ANNEAL_MNIST.parameters();
    ScoreNetwork network = GoldenNetwork.ANNEAL_MNIST.network();
    Snapshot imported = TorchCheckpoint.read(official, network, ADAM.slots(), false);

    Path exported = folder.resolve("exported.pth");
    new TorchExport(network, OfficialLayout.SEVERAL_DEVICES)
        .writeCheckpoint(exported, imported, plain(ADAM));

    TorchValue theirs = TorchFile.read(official);
    TorchValue ours = TorchFile.read(exported);
    assertThat(ours.item(0).arrays()).containsExactlyEntriesOf(theirs.item(0).arrays());
    TorchValue group = ours.item(1).get("param_groups").item(0);
    for (String key : List.of("lr", "betas", "eps", "weight_decay", "amsgrad", "params")) {
      Object expected = theirs.item(1).get("param_groups").item(0).get(key).raw();
      assertThat(number(group.get(key).raw())).as(key).isEqualTo(number(expected));
    }
    for (Parameter parameter : parameters) {
      TorchValue state = ours.item(1).get("state").get((long) parameter.index());
      TorchValue their = theirs.item(1).get("state").get((long) parameter.index());
      assertThat(state.get("exp_avg").array()).isEqualTo(their.get("exp_avg").array());
      assertThat(state.get("exp_avg_sq").array()).isEqualTo(their.get("exp_avg_sq").array());
      assertThat(state.get("step").number()).isEqualTo(their.get("step").number());
    }
  }

  /** Python's 0 and 0.0 are equal. */
  private static Object number(Object value) {
    return value instanceof Number number ? (Object) number.doubleValue() : value;
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void saysTheOptimizersSettingsAsPyTorchDoes(Optimizer optimizer) {
    GoldenNetwork network = GoldenNetwork.SCORENET_CIFAR;
    Path file = folder.resolve("out.pth");
    new TorchExport(network.network(), OfficialLayout.PLAIN)
        .writeCheckpoint(file, snapshot(network, optimizer), plain(optimizer));
    Map<?, ?> group = TorchFile.read(file).item(1).get("param_groups").item(0).map();
    assertThat(group.keySet().stream().map(String::valueOf))
        .contains("lr", "weight_decay", "params");
    optimizer
        .settings()
        .forEach(
            (name, value) -> {
              Object found = group.get(name);
              if (value instanceof Object[] tuple) {
                assertThat(found).isEqualTo(List.of(tuple));
              } else {
                assertThat(number(found)).isEqualTo(number(value));
              }
            });
  }

  @Test
  void writesAStateDictOfWeightsAlone() {
    GoldenNetwork network = GoldenNetwork.BASELINE_MNIST;
    Snapshot snapshot = snapshot(network, ADAM);
    Path file = folder.resolve("weights.pth");
    new TorchExport(network.network(), OfficialLayout.PLAIN)
        .writeWeights(file, snapshot.weights(), 1);

    assertThat(TorchFile.read(file).arrays().keySet())
        .containsExactlyElementsOf(network.parameters().stream().map(Parameter::name).toList());
    Snapshot read = TorchCheckpoint.read(file, network.network(), List.of(), false);
    assertThat(read.weights()).isEqualTo(snapshot.weights());
  }

  /** What PyTorch's own reader insists on. */
  @Test
  void laysTheFileOutAsPyTorchReadsIt() throws IOException {
    GoldenNetwork network = GoldenNetwork.SCORENET_CIFAR;
    Path file = folder.resolve("out.pth");
    TorchExport export = new TorchExport(network.network(), OfficialLayout.PLAIN);
    HostWeights weights = snapshot(network, ADAM).weights();
    export.writeWeights(file, weights, 1);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getMethod)).containsOnly(ZipEntry.STORED);
      assertThat(zip.stream().map(ZipEntry::getName))
          .startsWith("archive/data.pkl", "archive/data/0")
          .endsWith("archive/version")
          .hasSize(weights.values().size() + 2);
      assertThat(text(zip, "archive/version")).isEqualTo("3\n");
      byte[] pickle = zip.getInputStream(zip.getEntry("archive/data.pkl")).readAllBytes();
      assertThat(pickle).startsWith(0x80, 2).endsWith('.');
      assertThat(text(zip, "archive/data.pkl"))
          .contains("ccollections\nOrderedDict\n", "ctorch._utils\n_rebuild_tensor_v2\n")
          .contains("ctorch\nFloatStorage\n");
    }
    byte[] once = Files.readAllBytes(file);
    export.writeWeights(file, weights, 1);
    assertThat(Files.readAllBytes(file)).as("equal contents make equal files").isEqualTo(once);
  }

  private static String text(ZipFile zip, String name) throws IOException {
    byte[] bytes = zip.getInputStream(zip.getEntry(name)).readAllBytes();
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void saysWhereItCannotWrite() {
    TorchExport export = new TorchExport(List::of, OfficialLayout.PLAIN);
    HostWeights none = new HostWeights(List.of(), List.of());
    assertThatThrownBy(() -> export.writeWeights(folder.resolve("no/out.pth"), none, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("out.pth");
  }

  private static UpdateRule plain(Optimizer optimizer) {
    return UpdateRule.of(optimizer, MovingAverage.NONE);
  }

  private static Snapshot snapshot(GoldenNetwork network, Optimizer optimizer) {
    NoiseSource noise = NoiseSource.seeded(5);
    HostWeights weights = HostWeights.initial(network.network(), noise);
    Snapshot initial = Snapshot.initial(weights, optimizer.slots(), false);
    Map<String, List<HostArray>> slots = new java.util.LinkedHashMap<>();
    for (String slot : initial.slots().keySet()) {
      slots.put(slot, Parameters.initialize(network.parameters(), noise));
    }
    return new Snapshot(321, weights, slots, List.of());
  }
}

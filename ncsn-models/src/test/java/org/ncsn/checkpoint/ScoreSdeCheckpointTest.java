package org.ncsn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;
import org.ncsn.format.Safetensors;
import org.ncsn.format.TorchFile;
import org.ncsn.format.TorchValue;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.optim.MovingAverage;
import org.ncsn.optim.UpdateRule;
import org.ncsn.random.NoiseSource;
import org.ncsn.training.TrainingState.Snapshot;
import org.ncsn.unet.PublishedTraining;

/** Checkpoints of the score SDEs' program. */
class ScoreSdeCheckpointTest {
  private static final ScoreNetwork NETWORK = PublishedTraining.network();
  private static final UpdateRule RULE = PublishedTraining.RULE;
  private static final List<String> SLOTS = RULE.optimizer().slots();
  private static final String FREQUENCIES = "all_modules.0.W";

  @TempDir private Path folder;

  @Test
  void holdWeightsSlotsStepAndAverage() {
    Path file = PublishedTraining.checkpoint(folder);
    TorchValue root = TorchFile.read(file);
    Map<String, HostArray> model = root.get("model").arrays();
    Map<String, HostArray> average = PublishedTraining.npz("ema.npz");

    Snapshot read = TorchCheckpoint.read(file, NETWORK, SLOTS, true);

    assertThat(read.step()).isEqualTo(PublishedTraining.STEPS);
    assertThat(read.weights().buffers()).containsExactly(model.get("module." + FREQUENCIES));
    assertThat(average).hasSameSizeAs(NETWORK.parameters());
    for (Parameter parameter : NETWORK.parameters()) {
      String name = parameter.name();
      TorchValue state = root.get("optimizer").get("state").get(1L + parameter.index());
      assertThat(torch(parameter, read.weights().values())).isEqualTo(model.get("module." + name));
      assertThat(torch(parameter, read.average())).isEqualTo(average.get(name));
      for (String slot : SLOTS) {
        assertThat(torch(parameter, read.slots().get(slot))).isEqualTo(state.get(slot).array());
      }
    }
  }

  @Test
  void areWrittenAsTheyWereRead() {
    Path official = PublishedTraining.checkpoint(folder);
    Path ours = folder.resolve("checkpoint_1.pth");
    Snapshot read = TorchCheckpoint.read(official, NETWORK, SLOTS, true);
    new TorchExport(NETWORK, OfficialLayout.BY_NAME).writeCheckpoint(ours, read, RULE);

    TorchValue theirs = TorchFile.read(official);
    TorchValue written = TorchFile.read(ours);
    assertThat(keys(written)).isEqualTo(keys(theirs));
    assertThat(written.get("step").raw()).isEqualTo(theirs.get("step").raw());
    assertThat(written.get("ema").map()).isEqualTo(theirs.get("ema").map());
    assertThat(keys(written.get("ema"))).isEqualTo(keys(theirs.get("ema")));
    Map<String, HostArray> model = theirs.get("model").arrays();
    Map<String, HostArray> found = written.get("model").arrays();
    HostArray sigmas = found.get("module.sigmas");
    assertThat(found.keySet()).containsExactlyElementsOf(model.keySet());
    assertThat(sigmas.type()).isEqualTo(model.get("module.sigmas").type());
    assertThat(sigmas.doubles())
        .as("as exact as logarithms of float64")
        .containsExactly(model.get("module.sigmas").doubles(), within(1e-12));
    found.replace("module.sigmas", model.get("module.sigmas"));
    assertThat(found).isEqualTo(model);
    checkOptimizer(written.get("optimizer"), theirs.get("optimizer"));
  }

  private static void checkOptimizer(TorchValue written, TorchValue theirs) {
    assertThat(keys(written)).isEqualTo(keys(theirs));
    TorchValue states = written.get("state");
    assertThat(keys(states)).isEqualTo(keys(theirs.get("state"))).doesNotContain(0L);
    for (Object id : keys(states)) {
      TorchValue state = states.get(id);
      TorchValue their = theirs.get("state").get(id);
      assertThat(keys(state)).isEqualTo(keys(their));
      assertThat(state.get("step").number()).isEqualTo(their.get("step").number());
      for (String slot : SLOTS) {
        assertThat(state.get(slot).array()).isEqualTo(their.get(slot).array());
      }
    }
    TorchValue group = written.get("param_groups").item(0);
    TorchValue their = theirs.get("param_groups").item(0);
    // Later versions of PyTorch put more in between, and do without it.
    assertThat(keys(their)).containsSubsequence(keys(group)).startsWith("lr").endsWith("params");
    for (Object key : keys(group)) {
      assertThat(number(group.get(key))).as(key.toString()).isEqualTo(number(their.get(key)));
    }
  }

  /** Python's 0 and 0.0 are equal. */
  private static Object number(TorchValue value) {
    return value.raw() instanceof Number number ? (Object) number.doubleValue() : value.raw();
  }

  private static List<Object> keys(TorchValue dict) {
    return new ArrayList<>(dict.map().keySet());
  }

  @Test
  void giveTheAverageToEvaluateAndTheWeightsToWhoAsksForThem() {
    Path file = PublishedTraining.checkpoint(folder);
    Snapshot read = TorchCheckpoint.read(file, NETWORK, SLOTS, true);
    assertThat(WeightsFile.read(file, NETWORK)).isEqualTo(read.best());
    assertThat(WeightsFile.read(file, NETWORK, Optional.of("model"))).isEqualTo(read.weights());
  }

  /** As the first ones are, with Adam's step a number and no tensor. */
  @Test
  void ofTheOldFormatAreReadAndGoneOnFrom() throws IOException {
    Path file = folder.resolve("old.pth");
    try (InputStream old =
        ScoreSdeCheckpointTest.class.getResourceAsStream("score_sde_legacy.pth")) {
      Files.copy(old, file);
    }
    Snapshot read = TorchCheckpoint.read(file, SmallSdeNetwork.NETWORK, SLOTS, true);
    TorchValue root = TorchFile.read(file);
    assertThat(read.step()).isEqualTo(2);
    assertThat(read.weights().buffers())
        .containsExactly(root.get("model").get("module." + FREQUENCIES).array());
    assertThat(read.average()).isEqualTo(root.get("ema").get("shadow_params").raw());
    assertThat(read.slots().get("exp_avg").get(1))
        .isEqualTo(root.get("optimizer").get("state").get(2L).get("exp_avg").array());
  }

  @Test
  void withoutAMovingAverageOfTheirOwnHaveTheWeightsThere() {
    Snapshot initial =
        Snapshot.initial(HostWeights.initial(NETWORK, NoiseSource.seeded(3)), SLOTS, false);
    Path file = folder.resolve("checkpoint_0.pth");
    new TorchExport(NETWORK, OfficialLayout.BY_NAME)
        .writeCheckpoint(file, initial, UpdateRule.of(RULE.optimizer(), MovingAverage.NONE));
    TorchValue ema = TorchFile.read(file).get("ema");
    assertThat(ema.get("decay").number()).isZero();
    assertThat(ema.get("num_updates").number()).isZero();
    assertThat(TorchCheckpoint.read(file, NETWORK, SLOTS, true).average())
        .isEqualTo(initial.weights().values());
  }

  /** Which Python says by counting no updates at all. */
  @Test
  void keepADecayThatDoesNotWarmUp() {
    Snapshot read =
        TorchCheckpoint.read(PublishedTraining.checkpoint(folder), NETWORK, SLOTS, true);
    Path file = folder.resolve("checkpoint_1.pth");
    new TorchExport(NETWORK, OfficialLayout.BY_NAME)
        .writeCheckpoint(file, read, UpdateRule.of(RULE.optimizer(), MovingAverage.of(0.99)));
    assertThat(TorchFile.read(file).get("ema").map().get("num_updates")).isNull();
    assertThat(TorchCheckpoint.read(file, NETWORK, SLOTS, true)).isEqualTo(read);
  }

  @Test
  void giveTheirFrequenciesAndLevelsToSafetensors() {
    Path file = PublishedTraining.checkpoint(folder);
    HostWeights weights = WeightsFile.read(file, NETWORK);
    Path exported = folder.resolve("weights.safetensors");
    WeightsFile.write(exported, NETWORK, weights);
    assertThat(Safetensors.read(exported).arrays().keySet())
        .containsExactlyInAnyOrderElementsOf(
            TorchFile.read(file).get("model").arrays().keySet().stream()
                .map(name -> name.substring("module.".length()))
                .toList());
    assertThat(WeightsFile.read(exported, NETWORK)).isEqualTo(weights);
  }

  @Test
  void haveEveryNameAndNoOther() {
    Map<String, Object> missing = SmallSdeNetwork.model();
    missing.remove("module." + FREQUENCIES);
    refuses(SmallSdeNetwork.checkpoint(missing), "; missing: all_modules.0.W; use the config");

    Map<String, Object> wrong = SmallSdeNetwork.model();
    wrong.put("module.all_modules.2.weight", wrong.remove("module.all_modules.1.weight"));
    refuses(
        SmallSdeNetwork.checkpoint(wrong),
        "; missing: all_modules.1.weight; unexpected: all_modules.2.weight; use the config");

    Map<String, Object> more = SmallSdeNetwork.model();
    more.put("module.all_modules.2.num_batches_tracked", HostArray.of(Shape.scalar(), 7));
    refuses(
        SmallSdeNetwork.checkpoint(more),
        "; unexpected: all_modules.2.num_batches_tracked; use the config");
  }

  @Test
  void areOfTheSameLevels() {
    Map<String, Object> others = SmallSdeNetwork.model();
    others.put("module.sigmas", HostArray.of(Shape.of(3), 378.0, 1.9, 0.01));
    refuses(
        SmallSdeNetwork.checkpoint(others),
        ": its sigmas run from 378.0 to 0.01, those of the config from 50.0 to 0.01 (");
    others.put("module.sigmas", HostArray.of(Shape.of(2), 50.0, 0.01));
    refuses(
        SmallSdeNetwork.checkpoint(others), "; of another shape: sigmas [2] (expected [3]); use");
  }

  @Test
  void haveAnAverageOfEveryParameterThatIsTrained() {
    Map<String, Object> root = SmallSdeNetwork.checkpoint(SmallSdeNetwork.model());
    List<HostArray> values = SmallSdeNetwork.VALUES;
    root.put("ema", SmallSdeNetwork.ema(0.999, 2, values.subList(0, 1)));
    refuses(root, ": its moving average is of 1 parameters, the network trains 2; the file is");
    root.put("ema", SmallSdeNetwork.ema(0.999, 2, List.of(values.get(1), values.get(0))));
    refuses(
        root, ": its moving average of all_modules.1.weight is [2], expected [2,4]; the file is");
    root.remove("ema");
    refuses(root, ": keeps no moving average of its network, which the config asks for");
  }

  @Test
  void haveAnAverageOfAsManyUpdatesAsStepsWhileItWarmsUp() {
    Map<String, Object> root = SmallSdeNetwork.checkpoint(SmallSdeNetwork.model());
    root.put("ema", SmallSdeNetwork.ema(0.999, 1, SmallSdeNetwork.VALUES));
    refuses(root, ": its moving average was updated 1 times in 2 steps and is still warming up");
    root.put("ema", SmallSdeNetwork.ema(0.1, 1, SmallSdeNetwork.VALUES));
    assertThat(read(root).average()).isEqualTo(SmallSdeNetwork.VALUES);
  }

  @Test
  void haveAnOptimizerThatNumbersTheFrequenciesToo() {
    Map<String, Object> root = SmallSdeNetwork.checkpoint(SmallSdeNetwork.model());
    root.put("optimizer", SmallSdeNetwork.optimizer(List.of(1, 2), List.of(1, 2)));
    refuses(root, ": its optimizer has 2 parameters, the network 3; use the config that it was");
    root.put("optimizer", SmallSdeNetwork.optimizer(List.of(0, 1, 2), List.of(1, 3)));
    refuses(root, ": its optimizer keeps states of 1 parameters that it does not number; the file");
  }

  /** PyTorch has none of what a network does not use. */
  @Test
  void mayLackTheStateOfParametersThatNeverHadAGradient() {
    Map<String, Object> root = SmallSdeNetwork.checkpoint(SmallSdeNetwork.model());
    root.put("optimizer", SmallSdeNetwork.optimizer(List.of(0, 1, 2), List.of(1)));
    HostArray weight = SmallSdeNetwork.VALUES.get(0);
    HostArray bias = SmallSdeNetwork.VALUES.get(1);
    assertThat(read(root).slots().get("exp_avg"))
        .containsExactly(weight, HostArray.zeros(bias.type()));
  }

  @Test
  void becomeCheckpointsOfThisProgramWithFrequenciesThatAreNotAveraged() {
    Snapshot read =
        TorchCheckpoint.read(PublishedTraining.checkpoint(folder), NETWORK, SLOTS, true);
    Path file = folder.resolve("checkpoint.safetensors");
    new Checkpoint(read, NoiseSource.seeded(1).state(), Computed.elsewhere("pytorch"), "")
        .write(file, NETWORK);
    assertThat(Checkpoint.read(file, NETWORK).snapshot()).isEqualTo(read);
    assertThat(Safetensors.read(file).arrays())
        .containsEntry("network." + FREQUENCIES, read.weights().buffers().get(0))
        .doesNotContainKeys("ema." + FREQUENCIES, "optimizer.exp_avg." + FREQUENCIES);
  }

  private Snapshot read(Map<String, Object> root) {
    Path file = folder.resolve("checkpoint.pth");
    TorchFile.write(file, new LinkedHashMap<>(root));
    return TorchCheckpoint.read(file, SmallSdeNetwork.NETWORK, SLOTS, true);
  }

  private void refuses(Map<String, Object> root, String problem) {
    assertThatThrownBy(() -> read(root))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(folder.resolve("checkpoint.pth").toString())
        .hasMessageContaining(problem)
        .hasMessageNotContaining("\n");
  }

  private static HostArray torch(Parameter parameter, List<HostArray> values) {
    return parameter.layout().toTorch(values.get(parameter.index()));
  }
}

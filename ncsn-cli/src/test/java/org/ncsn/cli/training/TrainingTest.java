package org.ncsn.cli.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.cli.config.OptimConfig.OptimizerName;
import org.ncsn.cli.config.OptimConfig.ScheduleName;
import org.ncsn.cli.output.EventFiles;
import org.ncsn.tck.ReferenceBackend;
import org.ncsn.tensor.Backend;
import org.ncsn.training.TrainingState.Snapshot;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary.Value;

/** Trainings in their folders, on the engine in plain Java. */
class TrainingTest {
  @TempDir private Path folder;
  private final Backend backend = ReferenceBackend.open();

  static Stream<Arguments> kinds() {
    TinyRun usual = TinyRun.usual();
    return Stream.of(
        Arguments.of("Adam", usual),
        Arguments.of("AMSGrad", usual.optimizedBy(OptimizerName.ADAM, true, 0.01)),
        Arguments.of("moving average", usual.averaged()),
        Arguments.of("RMSProp", usual.optimizedBy(OptimizerName.RMSPROP, false, 0.01)),
        Arguments.of("SGD", usual.optimizedBy(OptimizerName.SGD, false, 1e-4)),
        Arguments.of("NCSNv2", TinyRun.second()),
        Arguments.of("cosine", usual.scheduled(ScheduleName.COSINE)),
        Arguments.of("falls", usual.scheduled(ScheduleName.STEP)),
        Arguments.of("sliced", usual.sliced()));
  }

  /** 20 images in batches of 3: the runs cross from one epoch to the next. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void goesOnExactlyAsIfItHadNeverStopped(String name, TinyRun tiny) throws IOException {
    Snapshot whole = tiny.train(folder.resolve("whole"), backend, 12);
    Path parts = folder.resolve("parts");
    tiny.train(parts, backend, 4);
    tiny.resume(parts, backend, 9);
    Snapshot resumed = tiny.resume(parts, backend, 12);

    Snapshots.assertEqual(resumed, whole);
    Snapshots.assertEqual(tiny.saved(parts), whole);
    assertThat(scalars(parts, "loss")).isEqualTo(scalars(folder.resolve("whole"), "loss"));
  }

  @Test
  void learnsAndDrawsItsCurvesAndSamples() throws IOException {
    TinyRun.usual().savedEvery(80).train(folder, backend, 200);

    Map<Long, Float> losses = scalars(folder, "loss");
    assertThat(losses.keySet())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 200).boxed().toList());
    assertThat(mean(losses, 181, 200)).isLessThan(mean(losses, 1, 20) * 0.9);
    assertThat(scalars(folder, "test_dsm_loss")).containsOnlyKeys(100L, 200L);
    assertThat(scalars(folder, "steps_per_second"))
        .containsOnlyKeys(100L, 200L)
        .allSatisfy((step, speed) -> assertThat(speed).isPositive());
    List<Event> pictures = events(folder).filter(event -> value(event).hasImage()).toList();
    assertThat(pictures).extracting(Event::getStep).containsExactly(80L, 160L);
    assertThat(pictures)
        .allSatisfy(event -> assertThat(value(event).getTag()).isEqualTo("samples"));
    assertThat(value(pictures.get(0)).getImage().getWidth()).isEqualTo(3 * (4 + 2) + 2);
  }

  @Test
  void logsTheTestLossOfEveryNoiseLevelIfAsked() throws IOException {
    TinyRun.second().with("training.batch_size", 5).train(folder, backend, 100);

    float whole = scalars(folder, "test_loss").get(100L);
    float large = scalars(folder, "test_loss_sigma_0").get(100L);
    float small = scalars(folder, "test_loss_sigma_1").get(100L);
    // Of five images, one to four are at either level.
    assertThat(IntStream.rangeClosed(1, 4).mapToDouble(n -> (n * large + (5 - n) * small) / 5))
        .anySatisfy(mean -> assertThat(mean).isCloseTo(whole, withinPercentage(0.1)));
  }

  @Test
  void drawsNoSamplesIfTheConfigDoesNotWantThem() throws IOException {
    TinyRun.usual()
        .savedEvery(2)
        .with("training.snapshot_sampling", false)
        .train(folder, backend, 4);

    assertThat(events(folder).filter(event -> value(event).hasImage())).isEmpty();
  }

  @Test
  void savesWhenItsStepComesAndAtTheEnd() {
    TinyRun.usual().savedEvery(4).train(folder, backend, 10);

    assertThat(TinyRun.logs(folder).toFile().list((where, name) -> name.startsWith("checkpoint_")))
        .containsExactlyInAnyOrder(
            "checkpoint_4.safetensors", "checkpoint_8.safetensors", "checkpoint_10.safetensors");
    assertThat(TinyRun.usual().saved(folder).step()).isEqualTo(10);
  }

  @Test
  void leavesAFinishedRunAsItIs() throws IOException {
    Path checkpoint = Checkpoints.latest(TinyRun.logs(folder));
    TinyRun.usual().train(folder, backend, 3);
    Object before = Files.getLastModifiedTime(checkpoint);

    TinyRun.usual().resume(folder, backend, 3);

    assertThat((Object) Files.getLastModifiedTime(checkpoint)).isEqualTo(before);
  }

  @Test
  void leavesNumberedCheckpointsAloneWhenTheLatestIsCopiedOver() throws IOException {
    TinyRun.usual().savedEvery(2).train(folder, backend, 4);
    Path last = Checkpoints.numbered(TinyRun.logs(folder), 4);
    byte[] before = Files.readAllBytes(last);

    // As cp does it: into the file that is there.
    Files.write(
        Checkpoints.latest(TinyRun.logs(folder)),
        Files.readAllBytes(Checkpoints.numbered(TinyRun.logs(folder), 2)),
        StandardOpenOption.TRUNCATE_EXISTING);

    assertThat(Files.readAllBytes(last)).isEqualTo(before);
    assertThat(TinyRun.usual().saved(folder).step()).isEqualTo(2);
  }

  private static double mean(Map<Long, Float> values, long from, long to) {
    return LongStream.rangeClosed(from, to).mapToDouble(values::get).average().orElseThrow();
  }

  private static Map<Long, Float> scalars(Path run, String tag) throws IOException {
    Map<Long, Float> values = new TreeMap<>();
    events(run)
        .filter(event -> value(event).getTag().equals(tag))
        .forEach(event -> values.put(event.getStep(), value(event).getSimpleValue()));
    return values;
  }

  private static Value value(Event event) {
    return event.getSummary().getValue(0);
  }

  private static Stream<Event> events(Path run) throws IOException {
    List<Event> all = new ArrayList<>();
    for (Path file : EventFiles.in(TinyRun.tensorboard(run))) {
      all.addAll(EventFiles.read(file));
    }
    return all.stream().filter(event -> event.getSummary().getValueCount() > 0);
  }
}

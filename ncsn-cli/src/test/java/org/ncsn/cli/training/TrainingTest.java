package org.ncsn.cli.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.cli.config.OptimConfig.OptimizerName;
import org.ncsn.cli.config.OptimConfig.ScheduleName;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.output.EventFiles;
import org.ncsn.data.Dataset;
import org.ncsn.error.UserError;
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

  /** 50 images in batches of 3: the runs cross from one epoch to the next. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void goesOnExactlyAsIfItHadNeverStopped(String name, TinyRun tiny) throws IOException {
    Snapshot whole = tiny.train(folder.resolve("whole"), backend, 25);
    Path parts = folder.resolve("parts");
    tiny.train(parts, backend, 7);
    tiny.resume(parts, backend, 18);
    Snapshot resumed = tiny.resume(parts, backend, 25);

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
  void namesTheLastSoundCheckpointWhenTheLossExplodes() throws IOException {
    TinyRun.usual().train(folder, backend, 3);
    byte[] good = Files.readAllBytes(Checkpoints.latest(TinyRun.logs(folder)));

    assertThatThrownBy(() -> wild().resume(folder, backend, 20))
        .isInstanceOf(UserError.class)
        .hasMessageMatching(
            "the loss became (NaN|Infinity) at step 5; lower optim.lr \\(1.0E30\\) in "
                + TinyRun.logs(folder).resolve("config.yml")
                + " and go on from the checkpoint of step 3 with --resume_training --run "
                + folder
                + " --doc tiny --from 3, or look for the cause with --nan_guard");
    assertThat(Files.readAllBytes(Checkpoints.latest(TinyRun.logs(folder)))).isEqualTo(good);
  }

  /** The update that ruins the weights leaves them finite: they are saved before anybody knows. */
  @Test
  void goesBackToTheLastSoundCheckpointWhenALaterOneIsRuined() {
    TinyRun.usual().train(folder, backend, 3);

    assertThatThrownBy(() -> wild().savedEvery(1).resume(folder, backend, 20))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("go on from the checkpoint of step 3");

    Path logs = TinyRun.logs(folder);
    assertThat(Checkpoints.numbered(logs, 4)).exists();
    assertThat(Checkpoints.latest(logs)).hasSameBinaryContentAs(Checkpoints.numbered(logs, 3));
    assertThat(TinyRun.usual().resume(folder, backend, 6).step()).isEqualTo(6);
  }

  @Test
  void goesBackBehindARuinedCheckpointThatItBeganWith() throws IOException {
    TinyRun.usual().train(folder, backend, 3);
    assertThatThrownBy(() -> wild().savedEvery(1).resume(folder, backend, 20));
    Path logs = TinyRun.logs(folder);
    Files.copy(
        Checkpoints.numbered(logs, 4),
        Checkpoints.latest(logs),
        StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> TinyRun.usual().resume(folder, backend, 20))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("at step 5", "go on from the checkpoint of step 3");
  }

  @Test
  void saysToBeginAnewWhenNoCheckpointIsSound() {
    for (TinyRun wild : List.of(wild(), wild().savedEvery(1))) {
      assertThatThrownBy(() -> wild.train(folder, backend, 20))
          .isInstanceOf(UserError.class)
          .hasMessageMatching(
              "the loss became (NaN|Infinity) at step 2, and no sound checkpoint was written;"
                  + " lower optim.lr \\(1.0E30\\) and begin anew, with --overwrite, or look for the"
                  + " cause with --nan_guard");
    }
  }

  @Test
  void neverSavesWeightsThatAreNotFinite() {
    TinyRun.usual().train(folder, backend, 3);
    TinyRun wild = TinyRun.usual().optimizedBy(OptimizerName.SGD, false, 3e38).savedEvery(1);

    assertThatThrownBy(() -> wild.train(folder.resolve("wild"), backend, 20))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("the weights are no longer finite at step 1, and no sound");
    assertThat(Checkpoints.latest(TinyRun.logs(folder.resolve("wild")))).doesNotExist();
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new UserError("the disk with the images is gone"),
        new IllegalStateException("a fault of the program"),
        new OutOfMemoryError("too many images"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void savesWhatItHasWhenTheNextBatchFails(Throwable failure) {
    DataSets images = TinyRun.images();
    DataSets failing = new DataSets(new Failing(images.training(), 7, failure), images.test());

    assertThatThrownBy(() -> TinyRun.usual().train(folder, backend, 20, failing)).isSameAs(failure);

    assertThat(TinyRun.usual().saved(folder).step()).isEqualTo(7);
    Snapshots.assertEqual(
        TinyRun.usual().resume(folder, backend, 12),
        TinyRun.usual().train(folder.resolve("whole"), backend, 12));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void savesWhatItHasWhenAStepCannotBeRecorded(Throwable failure) {
    DataSets images = TinyRun.images();
    DataSets failing = new DataSets(images.training(), new Failing(images.test(), 0, failure));

    // The first test loss stands between two checkpoints.
    assertThatThrownBy(() -> TinyRun.usual().train(folder, backend, 200, failing))
        .isSameAs(failure);

    assertThat(TinyRun.usual().saved(folder).step()).isEqualTo(100);
  }

  @Test
  void keepsTheEarlierRunWhenTheNewOneFailsAtOnce() {
    Snapshot earlier = TinyRun.usual().train(folder, backend, 3);
    DataSets images = TinyRun.images();
    UserError failure = new UserError("the disk with the images is gone");
    DataSets failing = new DataSets(new Failing(images.training(), 0, failure), images.test());

    assertThatThrownBy(() -> TinyRun.usual().train(folder, backend, 20, failing)).isSameAs(failure);

    Snapshots.assertEqual(TinyRun.usual().saved(folder), earlier);
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

  /** Gives so many batches and no more. */
  private static final class Failing implements Dataset {
    private final Dataset images;
    private final Throwable failure;
    private int left;

    Failing(Dataset images, int left, Throwable failure) {
      this.images = images;
      this.failure = failure;
      this.left = left;
    }

    @Override
    public int size() {
      return images.size();
    }

    @Override
    public Shape sampleShape() {
      return images.sampleShape();
    }

    @Override
    public synchronized HostArray batch(int... indices) {
      if (left-- <= 0) {
        throw failure instanceof Error error ? thrown(error) : (RuntimeException) failure;
      }
      return images.batch(indices);
    }

    private static RuntimeException thrown(Error error) {
      throw error;
    }
  }

  /** Its first update throws the weights out of sight, but not to infinity. */
  private static TinyRun wild() {
    return TinyRun.usual().optimizedBy(OptimizerName.ADAM, false, 1e30);
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

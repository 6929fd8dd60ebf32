package org.ncsn.cli.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.data.Dataset;
import org.ncsn.error.UserError;
import org.ncsn.tck.ReferenceBackend;
import org.ncsn.tensor.Backend;
import org.ncsn.training.TrainingState.Snapshot;

/** Trainings whose images fail on the way. */
class FailingDataTest {
  @TempDir private Path folder;
  private final Backend backend = ReferenceBackend.open();

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
}

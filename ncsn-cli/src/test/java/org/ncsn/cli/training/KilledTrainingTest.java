package org.ncsn.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.tck.ReferenceBackend;
import org.ncsn.training.TrainingState.Snapshot;

/**
 * Training that is killed at any moment goes on from its last checkpoint as if nothing had been.
 */
class KilledTrainingTest {
  private static final int KILLS = 12;

  /** A training saves many times within it. */
  private static final int LONGEST_MILLIS = 200;

  @TempDir private Path folder;

  @Test
  void losesNothingThatWasSaved() throws IOException, InterruptedException {
    Random moments = new Random(20);
    Path run = folder.resolve("killed");
    long reached = 0;
    for (int i = 0; i < KILLS; i++) {
      try (TrainingProcess process = TrainingProcess.start(run)) {
        process.awaitTraining();
        awaitStepAfter(reached, run);
        Thread.sleep(moments.nextInt(LONGEST_MILLIS));
      }
      long step = TrainingProcess.kind().saved(run).step();
      assertThat(step).as("steps after kill %d", i + 1).isGreaterThanOrEqualTo(reached);
      reached = step;
    }

    int steps = Math.toIntExact(reached) + 2;
    TinyRun kind = TrainingProcess.kind().savedEvery(steps);
    Snapshot resumed = kind.resume(run, ReferenceBackend.open(), steps);
    Snapshot whole = kind.train(folder.resolve("whole"), ReferenceBackend.open(), steps);
    Snapshots.assertEqual(resumed, whole);
  }

  private static void awaitStepAfter(long step, Path run) throws InterruptedException {
    while (!Checkpoints.numbered(TinyRun.logs(run), step + 1).toFile().exists()) {
      Thread.sleep(5);
    }
  }
}

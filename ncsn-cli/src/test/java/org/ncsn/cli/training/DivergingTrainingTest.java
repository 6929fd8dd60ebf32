package org.ncsn.cli.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.cli.config.OptimConfig.OptimizerName;
import org.ncsn.error.UserError;
import org.ncsn.tck.ReferenceBackend;
import org.ncsn.tensor.Backend;

/** Trainings whose numbers grow out of all bounds. */
class DivergingTrainingTest {
  @TempDir private Path folder;
  private final Backend backend = ReferenceBackend.open();

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

  /** Its first update throws the weights out of sight, but not to infinity. */
  private static TinyRun wild() {
    return TinyRun.usual().optimizedBy(OptimizerName.ADAM, false, 1e30);
  }
}

package org.ncsn.cli.training;

import java.awt.image.BufferedImage;
import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Presentation;
import org.ncsn.cli.output.ImageGrid;
import org.ncsn.cli.output.OfficialImages;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.output.TensorBoard;
import org.ncsn.cli.signal.Interruption;
import org.ncsn.tensor.Scope;
import org.ncsn.training.TrainingState;

/** Shows a network while it is trained: in TensorBoard, and where its runner keeps such images. */
final class SnapshotPictures {
  private final Experiment experiment;
  private final Presentation presentation;
  private final RunFolder folder;
  private final TensorBoard board;
  private final Interruption interruption;

  SnapshotPictures(
      Experiment experiment,
      Presentation presentation,
      RunFolder folder,
      TensorBoard board,
      Interruption interruption) {
    this.experiment = experiment;
    this.presentation = presentation;
    this.folder = folder;
    this.board = board;
    this.interruption = interruption;
  }

  /** Draws what the network makes now, and leaves it if Ctrl-C asks for an end. */
  void show(TrainingState state) {
    try (Scope scope = Scope.open()) {
      Optional<BufferedImage> picture =
          presentation.snapshot(state.best(), this::goesOn, images -> keep(images, state.step()));
      if (goesOn()) {
        picture.ifPresent(seen -> board.image(presentation.label(), seen, state.step()));
      }
    }
  }

  private boolean goesOn() {
    return !interruption.requested();
  }

  private void keep(HostArray images, long step) {
    if (experiment.keepsSnapshots() && goesOn()) {
      int columns = ImageGrid.columnsFor(images.shape().extent(0));
      OfficialImages.write(folder.snapshots(), OfficialImages.SAMPLES, step, images, columns);
    }
  }
}

package org.ncsn.cli.quickstart;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Presentation;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.quickstart.CaptionedPictures.Captioned;
import org.ncsn.cli.signal.Interruption;
import org.ncsn.cli.training.Training;
import org.ncsn.nn.HostWeights;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.training.TrainingState.Snapshot;

/**
 * A short training from random weights, for somebody who watches: what the network makes of one and
 * the same noise before, after, and when it is trained for long.
 *
 * @param experiment what is trained, and for how long
 * @param trained weights of the same network after a long training
 */
public record FirstSteps(Experiment experiment, HostWeights trained) {
  /**
   * Trains in a folder of its own.
   *
   * @return the picture of what was learnt; none if Ctrl-C ended the training
   */
  public Optional<BufferedImage> watched(
      Backend backend, DataSets data, RunFolder folder, Console console) {
    try (Interruption interruption = new Interruption();
        Presentation presentation = experiment.presentation(backend);
        Training training = new Training(experiment, backend, data, folder, console)) {
      Eye eye = new Eye(presentation, backend, interruption, new ArrayList<>());
      Snapshot begin = Training.fresh(experiment);
      eye.look("random weights", begin.best());
      long start = System.nanoTime();
      Snapshot end = training.run(begin);
      double seconds = (System.nanoTime() - start) / 1e9;
      eye.look(String.format(Locale.ROOT, "%d steps, %.0f s", end.step(), seconds), end.best());
      eye.look("as shipped", trained);
      return interruption.requested()
          ? Optional.empty()
          : Optional.of(CaptionedPictures.of(eye.seen));
    }
  }

  private record Eye(
      Presentation presentation, Backend backend, Interruption interruption, List<Captioned> seen) {
    void look(String caption, HostWeights weights) {
      if (interruption.requested()) {
        return;
      }
      try (Scope scope = Scope.open()) {
        presentation
            .snapshot(weights.on(backend), () -> !interruption.requested(), images -> {})
            .ifPresent(picture -> seen.add(new Captioned(picture, caption)));
      }
    }
  }
}

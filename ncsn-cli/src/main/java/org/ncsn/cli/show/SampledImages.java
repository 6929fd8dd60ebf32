package org.ncsn.cli.show;

import java.util.function.Consumer;
import java.util.function.Function;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.show.Drawing.Known;
import org.ncsn.cli.show.Drawing.Task;
import org.ncsn.cli.show.Drawing.Viewer;
import org.ncsn.data.Dataset;
import org.ncsn.sampler.Start;

/** Samples of a trained network that somebody looks at once, and that are not kept. */
public final class SampledImages {
  private SampledImages() {}

  /**
   * Draws samples as a test does, shows them, and removes them. What a kill leaves is gone on with
   * by the same command.
   *
   * @param run into whose folder they are drawn
   * @param viewer sees them all, {@code [H,W,C]} in the space of pixels, not clamped
   * @param verbose whether the way of the first batch is logged level by level
   * @throws org.ncsn.error.UserError if some diverge, they cannot be written, or Ctrl-C left some
   *     to be drawn
   */
  public static void shownTo(Consumer<Dataset> viewer, TestRun run, boolean verbose) {
    from(
        run,
        start -> {
          Experiment experiment = run.experiment();
          try (ImageFolder folder = new ImageFolder(run.folder())) {
            Viewer watched =
                verbose ? new LevelLog(experiment.generation().method()) : Viewer.NOBODY;
            new Drawing(run, task(experiment, start), watched).shownTo(viewer, folder);
          }
          return start;
        });
  }

  /**
   * A few letters and digits that stand for all that the samples depend on, and for what is found
   * of them.
   *
   * @param what is found
   */
  public static String origin(TestRun run, String what) {
    return Origin.of(run.experiment(), run.backend(), run.weights(), "samples, " + what);
  }

  /** Samples from where an experiment's begin. */
  static <T> T from(TestRun run, Function<Start, T> sampling) {
    Experiment experiment = run.experiment();
    if (!experiment.config().sampling().dataInit()) {
      return sampling.apply(experiment.generation().start());
    }
    try (DataSets data = experiment.data(run.datasets(), run.console())) {
      return sampling.apply(NoisyTestImages.of(experiment, data.test()));
    }
  }

  /** The samples of an experiment. */
  static Task task(Experiment experiment, Start start) {
    return new Task(
        "sampling",
        "samples",
        experiment.generation().samples(),
        experiment.sampleNoise(),
        start,
        Known.NOTHING,
        experiment::classes,
        "samples");
  }
}

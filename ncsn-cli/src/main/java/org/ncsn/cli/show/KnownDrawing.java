package org.ncsn.cli.show;

import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.show.Drawing.Known;
import org.ncsn.cli.show.Drawing.Task;
import org.ncsn.cli.show.Drawing.Viewer;
import org.ncsn.error.UserError;
import org.ncsn.sampler.ProbabilityFlow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws images of which something is known, and shows them beside what was given.
 *
 * @param label what it is called while it goes on
 * @param result name of its files
 * @param images what they are drawn from
 * @param known what is known of them
 * @param origin what else tells these images from others of the experiment
 */
record KnownDrawing(String label, String result, GivenImages images, Known known, String origin) {
  private static final Logger LOG = LoggerFactory.getLogger(KnownDrawing.class);

  /**
   * Makes sure that something can be known of the samples of an experiment.
   *
   * @param flag that asks for it
   * @throws UserError if it cannot
   */
  static void check(Experiment experiment, String flag) {
    TestMode.requireImages(experiment, flag);
    if (experiment.generation().method() instanceof ProbabilityFlow) {
      throw new UserError(
          flag
              + ": nothing can be imposed on the steps of ode; choose another sampler.method"
              + " (--sampler)");
    }
    if (experiment.generation().method().phases() == 1
        && !experiment.generation().model().network().conditioning().knowsNoise()) {
      throw new UserError(
          flag
              + ": needs noise levels, which "
              + experiment.runnerName()
              + " samples without; use an experiment of AnnealRunner");
    }
  }

  /** Draws them, and writes array and picture. */
  void draw(TestRun run, ImageFolder folder) {
    Experiment experiment = run.experiment();
    Task task =
        new Task(
            label,
            result,
            images.count(),
            experiment.sampleNoise(),
            experiment.generation().start(),
            known,
            (first, count) -> classes(experiment, first, count),
            origin);
    Viewer states = EveryState.of(run, result, images.each());
    Drawn drawn = new Drawing(run, task, states).into(folder);
    folder.picture(result, images.grid(drawn.images()), images.columns());
    LOG.info("Wrote {}.png and {}.npy into {}", result, result, run.folder());
    drawn.requireAll(experiment);
  }

  /** What the images show, unless all are to be of one class. */
  private Optional<HostArray> classes(Experiment experiment, int first, int count) {
    Optional<HostArray> wanted = experiment.classes(first, count);
    return wanted.isEmpty() || experiment.config().sampler().onlyClass().isPresent()
        ? wanted
        : images.classes(first, count).or(() -> wanted);
  }
}

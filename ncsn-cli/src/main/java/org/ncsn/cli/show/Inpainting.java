package org.ncsn.cli.show;

import java.nio.file.Path;
import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.show.Drawing.Task;
import org.ncsn.error.UserError;
import org.ncsn.sampler.Constraint;
import org.ncsn.sampler.KnownPixels;
import org.ncsn.sampler.ProbabilityFlow;
import org.ncsn.sampler.SampleNoise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completions of test images of which some pixels are known: {@code completions.png}, beside the
 * references, and {@code completions.npy}.
 *
 * @param images how many images of the test set
 * @param completions of each image
 * @param mask a picture that is white where pixels are known; by default the left half is
 * @param datasets where data sets are kept
 */
public record Inpainting(int images, int completions, Optional<Path> mask, Path datasets)
    implements TestMode {
  static final String RESULT = "completions";

  private static final Logger LOG = LoggerFactory.getLogger(Inpainting.class);

  @Override
  public String result() {
    return RESULT;
  }

  @Override
  public void check(Experiment experiment) {
    TestMode.requireImages(experiment, "--inpaint");
    if (experiment.method() instanceof ProbabilityFlow) {
      throw new UserError(
          "--inpaint: nothing can be imposed on the steps of ode; choose another sampler.method"
              + " (--sampler)");
    }
    if (experiment.method().phases() == 1
        && !experiment.model().network().conditioning().knowsNoise()) {
      throw new UserError(
          "--inpaint: needs noise levels, which "
              + experiment.runnerName()
              + " samples without; use an experiment of AnnealRunner");
    }
  }

  @Override
  public void show(TestRun run) {
    try (DataSets data = run.experiment().data(datasets, run.console())) {
      Completion task = Completion.of(data.test(), this);
      try (ImageFolder folder = new ImageFolder(run.folder())) {
        complete(run, task, folder);
      }
    }
  }

  private void complete(TestRun run, Completion task, ImageFolder folder) {
    SampleNoise noise = run.experiment().sampleNoise();
    Drawing drawing =
        new Drawing(
            run,
            new Task(
                "inpainting",
                RESULT,
                task.count(),
                noise,
                run.experiment().start(),
                (first, count) -> known(run, task, noise, first, count),
                task.origin()));
    Drawn drawn = drawing.into(folder);
    folder.picture(RESULT, task.grid(drawn.images()), completions + 2);
    LOG.info("Wrote completions.png and completions.npy into {}", run.folder());
    drawn.requireAll(run.experiment());
  }

  /** The known pixels of some completions, in the space that the network works in. */
  private static Constraint known(
      TestRun run, Completion task, SampleNoise noise, int first, int count) {
    HostArray whole = task.repeated(first, count);
    return KnownPixels.of(
        run.backend(),
        run.experiment().range().of(whole),
        task.repeatedMask(count),
        run.experiment().renewal(),
        run.experiment().method(),
        noise,
        first);
  }
}

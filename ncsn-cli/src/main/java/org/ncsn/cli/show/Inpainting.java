package org.ncsn.cli.show;

import java.nio.file.Path;
import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.sampler.Constraint;
import org.ncsn.sampler.KnownPixels;

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

  @Override
  public String result() {
    return RESULT;
  }

  @Override
  public int columns(int all) {
    return completions;
  }

  /** What is completed, as the experiment's data set has it. */
  GivenImages references(TestRun run) {
    try (DataSets data = run.experiment().data(datasets, run.console())) {
      return GivenImages.first(data.test(), images, completions);
    }
  }

  @Override
  public void check(Experiment experiment) {
    KnownDrawing.check(experiment, "--inpaint");
  }

  @Override
  public void show(TestRun run) {
    try (DataSets data = run.experiment().data(datasets, run.console())) {
      Completion task = Completion.of(data.test(), this);
      try (ImageFolder folder = new ImageFolder(run.folder())) {
        new KnownDrawing(
                "inpainting",
                RESULT,
                task.images(),
                (first, count) -> known(run, task, first, count),
                task.origin())
            .draw(run, folder);
      }
    }
  }

  /** The known pixels of some completions, in the space that the network works in. */
  private static Constraint known(TestRun run, Completion task, int first, int count) {
    HostArray whole = task.images().repeated(task.images().whole(), first, count);
    return KnownPixels.of(
        run.backend(),
        run.experiment().range().of(whole),
        task.repeatedMask(count),
        run.experiment().generation().renewal(),
        run.experiment().generation().method(),
        run.experiment().sampleNoise(),
        first);
  }
}

package org.ncsn.cli.show;

import java.nio.file.Path;
import java.util.Locale;
import org.ncsn.array.HostArray;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.data.PixelRange;
import org.ncsn.error.UserError;
import org.ncsn.sampler.Colorization;
import org.ncsn.sampler.Constraint;

/**
 * Colours for test images that are known in grey: {@code colourings.png}, beside the images and
 * their grey, and {@code colourings.npy}.
 *
 * @param images how many images of the test set
 * @param colourings of each image
 * @param datasets where data sets are kept
 */
public record Colouring(int images, int colourings, Path datasets) implements TestMode {
  private static final String RESULT = "colourings";
  private static final int COLOURS = 3;

  @Override
  public String result() {
    return RESULT;
  }

  @Override
  public void check(Experiment experiment) {
    KnownDrawing.check(experiment, "--colorize");
    int channels = experiment.config().data().channels();
    if (channels != COLOURS) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "--colorize: this experiment's images are grey (data.channels: %d), and so are its"
                  + " samples; use one of images with 3 channels",
              channels));
    }
    if (experiment.range() == PixelRange.LOGIT) {
      throw new UserError(
          "--colorize: the grey of pixels is no sum of their logits (data.logit_transform: true);"
              + " use an experiment without");
    }
  }

  @Override
  public void show(TestRun run) {
    try (DataSets data = run.experiment().data(datasets, run.console())) {
      GivenImages all = GivenImages.first(data.test(), images, colourings);
      GivenImages grey = all.with(Colorization.grey(all.whole()));
      try (ImageFolder folder = new ImageFolder(run.folder())) {
        new KnownDrawing(
                "colouring",
                RESULT,
                grey,
                (first, count) -> known(run, grey, first, count),
                "grey," + grey.origin())
            .draw(run, folder);
      }
    }
  }

  /** The grey of some images, in the space that the network works in. */
  private static Constraint known(TestRun run, GivenImages grey, int first, int count) {
    Experiment experiment = run.experiment();
    HostArray given = grey.repeated(grey.given(), first, count);
    return Colorization.of(
        run.backend(),
        experiment.range().of(given),
        experiment.generation().renewal(),
        experiment.generation().method(),
        experiment.sampleNoise(),
        first);
  }
}

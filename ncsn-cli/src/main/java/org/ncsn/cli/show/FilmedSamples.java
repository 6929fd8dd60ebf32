package org.ncsn.cli.show;

import org.ncsn.array.HostArray;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.output.ImageGrid;
import org.ncsn.cli.show.Drawing.Task;
import org.ncsn.cli.show.Drawing.Viewer;
import org.ncsn.sampler.Start;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws samples and writes them: the raw images in {@code samples.npy}, the first of them as a grid
 * in {@code samples.png}, and the way of the first batch in {@code movie.gif} and {@code
 * movie.png}.
 */
final class FilmedSamples {
  private static final Logger LOG = LoggerFactory.getLogger(FilmedSamples.class);

  private final TestRun run;

  FilmedSamples(TestRun run) {
    this.run = run;
  }

  /**
   * Samples into a folder.
   *
   * @return the first samples, {@code [n,H,W,C]} in the space of pixels
   */
  HostArray into(ImageFolder folder) {
    return SampledImages.from(run, start -> into(folder, start));
  }

  private HostArray into(ImageFolder folder, Start start) {
    Experiment experiment = run.experiment();
    int frameEvery = experiment.config().sampling().frameEvery();
    Task task = SampledImages.task(experiment, start);
    Viewer states = EveryState.of(run, task.name(), new Samples().columns(task.count()));
    try (AnnealingFilm film =
        new AnnealingFilm(run.folder(), run.output().logs(), experiment.generation().method())) {
      Viewer filmed =
          (done, phase, last, images) -> {
            if (done % frameEvery == 0 || last) {
              film.frame(images.get());
            }
            if (film.shows(done) || last) {
              film.show(done, phase, images.get());
            }
          };
      Drawn drawn = new Drawing(run, task, states.and(filmed)).into(folder);
      HostArray shown = drawn.images();
      folder.picture("samples", shown, ImageGrid.columnsFor(shown.shape().extent(0)));
      LOG.info(
          "Wrote samples.npy{} into {}",
          film.isEmpty() || film.failed()
              ? " and samples.png"
              : ", samples.png, movie.gif and movie.png",
          run.folder());
      drawn.requireAll(experiment);
      return shown;
    }
  }
}

package org.ncsn.cli.runner;

import java.nio.file.Path;
import java.util.List;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.ImageGrid;
import org.ncsn.cli.output.Progress;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws samples and writes them: a grid, animations of the annealing, the raw images. */
public final class SampleRun {
  private static final Logger LOG = LoggerFactory.getLogger(SampleRun.class);

  private final Experiment experiment;
  private final Backend backend;
  private final Console console;

  public SampleRun(Experiment experiment, Backend backend, Console console) {
    this.experiment = experiment;
    this.backend = backend;
    this.console = console;
  }

  /**
   * Samples into a folder: {@code samples.png}, {@code movie.gif}, {@code movie.png} and {@code
   * samples.npy}. Ctrl-C writes what is there.
   *
   * @param logs the run folder, which gets a few frames for the report
   * @param weights values of the network's parameters
   * @return the samples, {@code [N,H,W,C]} in the space of pixels
   */
  public HostArray into(Path folder, Path logs, List<HostArray> weights) {
    int count = experiment.samples();
    int levels = experiment.schedule().levels().count();
    int frameEvery = experiment.config().sampling().frameEvery();
    try (ImageFolder target = new ImageFolder(folder);
        Scope scope = Scope.open();
        Interruption interruption = new Interruption();
        Sampling sampling = new Sampling(experiment, backend, count);
        AnnealingFilm film =
            new AnnealingFilm(
                folder, logs, experiment.schedule().levels(), experiment.schedule().steps());
        Progress progress = Progress.of("sampling", sampling.steps(), 0, console)) {
      List<Tensor> onEngine = weights.stream().map(backend::tensor).toList();
      Drawn drawn =
          sampling.run(
              onEngine,
              (done, level, state) -> {
                boolean stop = interruption.requested();
                boolean last = done == sampling.steps() || stop;
                if (done % frameEvery == 0 || last) {
                  film.frame(sampling.pixels(state.toHost()));
                }
                if (film.shows(done) || last) {
                  film.show(done, level, sampling.pixels(state.toHost()));
                }
                progress.step(done, levels == 1 ? "" : "noise level " + (level + 1));
                return !stop;
              });
      HostArray samples = drawn.orNothing(experiment);
      target.write("samples", samples, samples, ImageGrid.columnsFor(count));
      if (interruption.requested()) {
        LOG.warn("Interrupted: the samples are as noisy as the annealing left them");
      }
      LOG.info(
          "Wrote samples.npy{} into {}",
          film.failed() ? " and samples.png" : ", samples.png, movie.gif and movie.png",
          folder);
      drawn.requireAll(experiment);
      return samples;
    }
  }
}

package org.ncsn.cli.runner;

import java.nio.file.Path;
import java.util.List;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Progress;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws samples between those of two seeds and writes them: a row for each pair, and the arrays.
 */
final class InterpolationRun {
  private static final Logger LOG = LoggerFactory.getLogger(InterpolationRun.class);

  /** Images in a row, the samples of both seeds included. */
  private static final int COLUMNS = 9;

  private final Experiment experiment;
  private final Backend backend;
  private final Console console;

  InterpolationRun(Experiment experiment, Backend backend, Console console) {
    this.experiment = experiment;
    this.backend = backend;
    this.console = console;
  }

  /**
   * Draws into a folder: {@code interpolation.png} and {@code interpolation.npy}. Ctrl-C writes
   * what is there.
   *
   * @param weights values of the network's parameters
   */
  void into(Path folder, List<HostArray> weights, long otherSeed, int rows) {
    try (ImageFolder target = new ImageFolder(folder);
        Scope scope = Scope.open();
        Interruption interruption = new Interruption();
        Sampling sampling = new Sampling(experiment, backend, rows * COLUMNS);
        Progress progress = Progress.of("interpolating", sampling.steps(), 0, console)) {
      List<Tensor> onEngine = weights.stream().map(backend::tensor).toList();
      Drawn drawn =
          sampling.interpolate(
              onEngine,
              otherSeed,
              COLUMNS,
              (done, level, state) -> {
                progress.step(done, "noise level " + (level + 1));
                return !interruption.requested();
              });
      HostArray images = drawn.orNothing(experiment);
      target.write("interpolation", images, images, COLUMNS);
      if (interruption.requested()) {
        LOG.warn("Interrupted: the images are as noisy as the annealing left them");
      }
      LOG.info("Wrote interpolation.png and interpolation.npy into {}", folder);
      drawn.requireAll(experiment);
    }
  }
}

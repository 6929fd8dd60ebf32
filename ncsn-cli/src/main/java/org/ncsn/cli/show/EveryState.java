package org.ncsn.cli.show;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import org.ncsn.array.HostArray;
import org.ncsn.cli.config.SamplingConfig;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.show.Drawing.Viewer;
import org.ncsn.error.UserError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the images of the first batch after every step, numbered from 0, under the names of the
 * second paper's program: what {@code sampling.final_only: false} asks for.
 */
final class EveryState implements Viewer {
  private static final Logger LOG = LoggerFactory.getLogger(EveryState.class);
  private static final double MEGABYTE = 1e6;

  private final Path folder;
  private final String result;
  private final int columns;
  private final int steps;

  private EveryState(Path folder, String result, int columns, int steps) {
    this.folder = folder;
    this.result = result;
    this.columns = columns;
    this.steps = steps;
  }

  /**
   * Who writes them, if the config of a test asks for it.
   *
   * @param result what the images are called
   * @param columns images in a row of a picture
   */
  static Viewer of(TestRun run, String result, int columns) {
    Experiment experiment = run.experiment();
    return isWanted(experiment.config().sampling())
        ? new EveryState(run.folder(), result, columns, experiment.generation().method().steps())
        : Viewer.NOBODY;
  }

  /** Pictures for an evaluation are of samples alone. */
  static boolean isWanted(SamplingConfig sampling) {
    return !sampling.finalOnly() && !sampling.fid();
  }

  @Override
  public void saw(int step, int phase, boolean last, Supplier<HostArray> images) {
    HostArray state = images.get();
    if (step == 1) {
      begin(state);
    }
    OfficialNames.write(folder, result, step - 1, state, columns);
  }

  private void begin(HostArray state) {
    double size = (double) steps * state.shape().intSize() * Float.BYTES;
    long free = folder.toFile().getUsableSpace();
    String told =
        String.format(
            Locale.ROOT,
            "the %d images of the first batch after each of %d steps: %,.0f MB",
            state.shape().extent(0),
            steps,
            size / MEGABYTE);
    if (size > free) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "sampling.final_only: false writes %s, and %s has room for %,.0f MB; draw fewer with"
                  + " --samples, or set it to true",
              told,
              folder,
              free / MEGABYTE));
    }
    LOG.info("Writing {}", told);
  }
}

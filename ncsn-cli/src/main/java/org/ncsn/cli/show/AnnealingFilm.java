package org.ncsn.cli.show;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.cli.output.Animation;
import org.ncsn.cli.output.FilmStrip;
import org.ncsn.cli.output.ImageGrid;
import org.ncsn.error.UserError;
import org.ncsn.sampler.SamplingMethod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Films samples on their way out of the noise: an animated GIF and PNG in the folder of a test, and
 * a few frames for the report in the run folder.
 */
final class AnnealingFilm implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AnnealingFilm.class);
  private static final Duration FRAME = Duration.ofMillis(60);
  private static final Duration LAST_FRAME = Duration.ofSeconds(3);

  /** Pictures narrower than this are doubled. */
  private static final int GIF_WIDTH = 200;

  /** Of the report's frames, and their pixels across. */
  private static final int STRIP_FRAMES = 24;

  private static final int STRIP_WIDTH = 160;
  private static final int STRIP_ACROSS = 3;

  private final Animation gif;
  private final Animation png;
  private final Path logs;
  private final SamplingMethod method;
  private final List<BufferedImage> strip = new ArrayList<>();
  private final List<String> captions = new ArrayList<>();
  private boolean isEmpty = true;
  private Optional<UserError> failure = Optional.empty();

  /**
   * @param folder where the animations go
   * @param logs where the report's frames go
   * @param method how the samples are drawn
   */
  AnnealingFilm(Path folder, Path logs, SamplingMethod method) {
    this.gif = Animation.gif(folder.resolve("movie.gif"), FRAME, LAST_FRAME);
    this.png = Animation.png(folder.resolve("movie.png"), FRAME, LAST_FRAME);
    this.logs = logs;
    this.method = method;
  }

  /** Adds a frame to the animations, unless an earlier one failed: samples are worth more. */
  void frame(HostArray images) {
    if (failure.isPresent()) {
      return;
    }
    isEmpty = false;
    BufferedImage grid = ImageGrid.of(images, ImageGrid.columnsFor(images.shape().extent(0)));
    try {
      gif.add(grid.getWidth() < GIF_WIDTH ? ImageGrid.enlarge(grid, 2) : grid);
      png.add(grid);
    } catch (UserError e) {
      failure = Optional.of(e);
      LOG.warn("Sampling goes on without a movie: {}", e.getMessage());
    }
  }

  /** Whether nothing was filmed: all images were there already. */
  boolean isEmpty() {
    return isEmpty;
  }

  /** Whether a frame could not be written. */
  boolean failed() {
    return failure.isPresent();
  }

  /** Whether the report shows the state after this step. */
  boolean shows(int step) {
    int steps = method.steps();
    int frames = Math.min(STRIP_FRAMES, steps);
    return step == steps || (long) step * frames / steps != (step - 1L) * frames / steps;
  }

  /** Adds a frame to the report's. */
  void show(int step, int phase, HostArray images) {
    strip.add(small(images));
    captions.add(
        method.phases() == 1
            ? "step " + step
            : String.format(
                Locale.ROOT,
                "step %d, noise level %d of %d (sigma %.3g)",
                step,
                phase + 1,
                method.phases(),
                method.deviation(phase)));
  }

  /** The first few images, no larger than the report needs. */
  private static BufferedImage small(HostArray images) {
    Shape shape = images.shape();
    int across = Math.max(1, Math.min(STRIP_ACROSS, STRIP_WIDTH / shape.extent(2)));
    int count = Math.min(shape.extent(0), across * across);
    BufferedImage grid = ImageGrid.of(images.slice(0, count), across);
    if (grid.getWidth() <= STRIP_WIDTH) {
      return grid;
    }
    int height = grid.getHeight() * STRIP_WIDTH / grid.getWidth();
    BufferedImage scaled = new BufferedImage(STRIP_WIDTH, height, grid.getType());
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(grid, 0, 0, STRIP_WIDTH, height, null);
    graphics.dispose();
    return scaled;
  }

  /**
   * Writes what was filmed.
   *
   * @throws UserError if that cannot be, or could not be when a frame came
   */
  @Override
  public void close() {
    gif.close();
    png.close();
    if (!strip.isEmpty()) {
      try {
        FilmStrip.of(strip, captions).write(logs);
      } catch (UserError readOnly) {
        // Somebody else's run folder, say: the samples do not depend on it.
        LOG.warn("The report will not show the annealing: {}", readOnly.getMessage());
      }
    }
    failure.ifPresent(
        e -> {
          throw e;
        });
  }
}

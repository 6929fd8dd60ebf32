package org.ncsn.cli.show;

import java.nio.file.Path;
import java.util.Locale;
import org.ncsn.array.HostArray;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.show.LatentImages.Arrived;
import org.ncsn.format.Npy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Test images, their latents, and what these give back: {@code reconstructions.png}, {@code
 * reconstructions.npy} and {@code latents.npy}.
 *
 * @param images how many images of the test set
 * @param datasets where data sets are kept
 */
public record Reconstruction(int images, Path datasets) implements TestMode {
  private static final Logger LOG = LoggerFactory.getLogger(Reconstruction.class);
  private static final String RESULT = "reconstructions";

  /** Images with latent and reconstruction in a row of the picture. */
  private static final int IN_A_ROW = 3;

  /** Of the deviations that a latent has above or below grey before it is white or black. */
  private static final double SHOWN_DEVIATIONS = 3;

  @Override
  public String result() {
    return RESULT;
  }

  @Override
  public void check(Experiment experiment) {
    TestMode.requireImages(experiment, "--encode");
    experiment.latents(); // complains if there are none
  }

  @Override
  public void show(TestRun run) {
    try (DataSets data = run.experiment().data(datasets, run.console());
        ImageFolder folder = new ImageFolder(run.folder())) {
      GivenImages all = GivenImages.first(data.test(), images, 1);
      LatentImages ways = new LatentImages(run, folder.interruption());
      Arrived latents = ways.encoded(all.whole());
      Arrived back = ways.decoded(latents.images());
      Npy.write(folder.path().resolve("latents.npy"), latents.images());
      Npy.write(folder.path().resolve(RESULT + ".npy"), back.images());
      double deviation = run.experiment().latents().flow().process().deviation(1);
      GivenImages seen = all.with(visible(latents.images(), deviation));
      folder.picture(RESULT, seen.grid(back.images()), seen.columns() * IN_A_ROW);
      LOG.info(
          "{} images and back: {}; {} evaluations to encode each, {} to decode it",
          images,
          error(all.whole(), back.images()),
          latents.told(),
          back.told());
      LOG.info("Wrote {}.png, {}.npy and latents.npy into {}", RESULT, RESULT, run.folder());
    }
  }

  private static HostArray visible(HostArray latents, double deviation) {
    return latents.map(value -> 0.5 + value / (2 * SHOWN_DEVIATIONS * deviation));
  }

  private static String error(HostArray images, HostArray back) {
    double squares = 0;
    double largest = 0;
    for (int i = 0; i < images.shape().intSize(); i++) {
      double difference = Math.abs(back.at(i) - images.at(i));
      squares += difference * difference;
      largest = Math.max(largest, difference);
    }
    return String.format(
        Locale.ROOT,
        "pixels in [0, 1] differ by %.1e (root of the mean square), by %.1e at most",
        Math.sqrt(squares / images.shape().intSize()),
        largest);
  }
}

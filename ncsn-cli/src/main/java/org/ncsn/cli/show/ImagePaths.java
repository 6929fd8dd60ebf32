package org.ncsn.cli.show;

import java.nio.file.Path;
import org.ncsn.array.HostArray;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.show.LatentImages.Arrived;
import org.ncsn.flow.Sphere;
import org.ncsn.format.Npy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From each test image to the next one, on the arc between their latents: {@code paths.png}, a row
 * for each, and {@code paths.npy}.
 *
 * @param paths how many
 * @param datasets where data sets are kept
 */
public record ImagePaths(int paths, Path datasets) implements TestMode {
  private static final Logger LOG = LoggerFactory.getLogger(ImagePaths.class);
  private static final String RESULT = "paths";

  /** Images of a path, both ends included. */
  private static final int COLUMNS = 9;

  @Override
  public String result() {
    return RESULT;
  }

  @Override
  public void check(Experiment experiment) {
    TestMode.requireImages(experiment, "--interpolate_images");
    experiment.latents(); // complains if there are none
  }

  @Override
  public void show(TestRun run) {
    try (DataSets data = run.experiment().data(datasets, run.console());
        ImageFolder folder = new ImageFolder(run.folder())) {
      HostArray images = GivenImages.first(data.test(), paths + 1, 1).whole();
      LatentImages ways = new LatentImages(run, folder.interruption());
      Arrived latents = ways.encoded(images);
      Arrived between = ways.decoded(arcs(latents.images()));
      Npy.write(folder.path().resolve(RESULT + ".npy"), between.images());
      folder.picture(RESULT, between.images(), COLUMNS);
      LOG.info(
          "{} evaluations to encode each of {} images, {} to decode each of {}",
          latents.told(),
          paths + 1,
          between.told(),
          paths * COLUMNS);
      LOG.info("Wrote {}.png and {}.npy into {}", RESULT, RESULT, run.folder());
    }
  }

  /** A row from each latent to the next one. */
  private HostArray arcs(HostArray latents) {
    int length = latents.shape().intSize() / latents.shape().extent(0);
    HostArray arcs = HostArray.zeros(latents.type().with(latents.shape().with(0, paths * COLUMNS)));
    for (int path = 0; path < paths; path++) {
      HostArray from = latents.slice(path, path + 1);
      HostArray to = latents.slice(path + 1, path + 2);
      for (int column = 0; column < COLUMNS; column++) {
        HostArray there = Sphere.between(from, to, (double) column / (COLUMNS - 1));
        HostArray.copy(there, 0, arcs, (path * COLUMNS + column) * length, length);
      }
    }
    return arcs;
  }
}

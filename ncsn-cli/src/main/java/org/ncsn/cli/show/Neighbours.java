package org.ncsn.cli.show;

import java.nio.file.Path;
import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.output.ImageGrid;
import org.ncsn.data.Dataset;
import org.ncsn.data.NearestNeighbours;
import org.ncsn.data.NearestNeighbours.Neighbour;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples, and in {@code neighbours.png} each in a row with the training images that are nearest to
 * it.
 */
public record Neighbours(Path datasets) implements TestMode {
  private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);
  private static final int COUNT = 8;

  @Override
  public void check(Experiment experiment) {
    TestMode.requireImages(experiment, "--neighbours");
  }

  @Override
  public void show(TestRun run) {
    try (DataSets data = run.experiment().data(datasets, run.console());
        ImageFolder folder = new ImageFolder(run.folder())) {
      HostArray samples = new FilmedSamples(run).into(folder);
      write(samples, data.training(), folder);
    }
  }

  private static void write(HostArray samples, Dataset training, ImageFolder folder) {
    LOG.info("Looking for the samples' neighbours among {} training images", training.size());
    List<List<Neighbour>> neighbours =
        NearestNeighbours.of(NeighbourPicture.clamped(samples), training, COUNT);
    ImageGrid.writePng(
        NeighbourPicture.of(samples, neighbours, training),
        folder.path().resolve("neighbours.png"));
    LOG.info("Wrote neighbours.png into {}: samples in the first column", folder.path());
  }
}

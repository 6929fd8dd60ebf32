package org.ncsn.cli.show;

import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.show.Drawing.Known;
import org.ncsn.cli.show.Drawing.Task;
import org.ncsn.random.NoiseSource;
import org.ncsn.random.RunStream;
import org.ncsn.sampler.NoisePath;
import org.ncsn.sampler.SampleNoise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples on the way from those of the experiment's seed to those of another: {@code
 * interpolation.png}, a row for each pair, and {@code interpolation.npy}.
 *
 * @param otherSeed where the ways lead
 * @param images how many samples lead to another
 */
public record Interpolation(long otherSeed, int images) implements TestMode {
  private static final Logger LOG = LoggerFactory.getLogger(Interpolation.class);

  /** Images in a row, the samples of both seeds included. */
  private static final int COLUMNS = 9;

  @Override
  public void check(Experiment experiment) {
    TestMode.requireImages(experiment, "--interpolate");
  }

  @Override
  public void show(TestRun run) {
    try (ImageFolder folder = new ImageFolder(run.folder())) {
      NoiseSource other = RunStream.SAMPLING.of(NoiseSource.seeded(otherSeed));
      NoisePath path =
          new NoisePath(run.experiment().sampleNoise(), SampleNoise.of(other), COLUMNS);
      Drawing drawing =
          new Drawing(
              run,
              new Task(
                  "interpolating",
                  "interpolation",
                  Math.multiplyExact(images, COLUMNS),
                  path,
                  Known.NOTHING,
                  toString()));
      Drawn drawn = drawing.into(folder);
      folder.picture("interpolation", drawn.images(), COLUMNS);
      LOG.info("Wrote interpolation.png and interpolation.npy into {}", run.folder());
      drawn.requireAll(run.experiment());
    }
  }
}

package org.ncsn.cli.show;

import java.util.Optional;
import java.util.stream.IntStream;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
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
 * @param columns images in a row, the samples of both seeds included
 * @param oneStart whether all images of a row begin alike, as in the second paper's program
 */
public record Interpolation(long otherSeed, int images, int columns, boolean oneStart)
    implements TestMode {
  private static final Logger LOG = LoggerFactory.getLogger(Interpolation.class);
  private static final int COLUMNS = 9;
  private static final String RESULT = "interpolation";

  /** From the samples of one seed to those of another. */
  public Interpolation(long otherSeed, int images) {
    this(otherSeed, images, COLUMNS, false);
  }

  @Override
  public String result() {
    return RESULT;
  }

  @Override
  public int columns(int all) {
    return columns;
  }

  @Override
  public void check(Experiment experiment) {
    TestMode.requireImages(experiment, "--interpolate");
  }

  /** Those of the samples at the beginning of each row, so that a row is of one class. */
  private Optional<HostArray> classes(Experiment experiment, int first, int count) {
    return experiment
        .classes(0, images)
        .map(
            of ->
                HostArray.of(
                    Shape.of(count),
                    IntStream.range(first, first + count)
                        .map(i -> of.ints()[i / columns])
                        .toArray()));
  }

  @Override
  public void show(TestRun run) {
    try (ImageFolder folder = new ImageFolder(run.folder())) {
      NoiseSource other = RunStream.SAMPLING.of(NoiseSource.seeded(otherSeed));
      NoisePath path =
          new NoisePath(run.experiment().sampleNoise(), SampleNoise.of(other), columns, oneStart);
      Drawing drawing =
          new Drawing(
              run,
              new Task(
                  "interpolating",
                  RESULT,
                  Math.multiplyExact(images, columns),
                  path,
                  run.experiment().generation().start(),
                  Known.NOTHING,
                  (first, count) -> classes(run.experiment(), first, count),
                  toString()),
              EveryState.of(run, RESULT, columns));
      Drawn drawn = drawing.into(folder);
      folder.picture(RESULT, drawn.images(), columns);
      LOG.info("Wrote interpolation.png and interpolation.npy into {}", run.folder());
      drawn.requireAll(run.experiment());
    }
  }
}

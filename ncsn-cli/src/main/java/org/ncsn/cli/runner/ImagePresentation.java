package org.ncsn.cli.runner;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.ImageGrid;
import org.ncsn.error.UserError;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Tensor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a network of images by samples. */
public final class ImagePresentation implements Presentation {
  private static final Logger LOG = LoggerFactory.getLogger(ImagePresentation.class);
  private static final int GRID_IMAGES = 9;

  private final Experiment experiment;
  private final Backend backend;
  private final Console console;
  private Sampling grid;

  public ImagePresentation(Experiment experiment, Backend backend, Console console) {
    this.experiment = experiment;
    this.backend = backend;
    this.console = console;
  }

  @Override
  public String label() {
    return RunRecord.PICTURES;
  }

  @Override
  public BufferedImage snapshot(List<Tensor> weights, BooleanSupplier goOn) {
    if (grid == null) {
      grid = new Sampling(experiment, backend, GRID_IMAGES);
    }
    Drawn drawn = grid.run(weights, (done, level, images) -> goOn.getAsBoolean());
    if (drawn.loss().isPresent()) {
      LOG.warn("{}", drawn.told(experiment)); // of a picture: the training is none the worse
    }
    return ImageGrid.of(drawn.images(), ImageGrid.columnsFor(GRID_IMAGES));
  }

  @Override
  public void finished(Path logs, List<HostArray> weights) {
    // Samples take as long as a test: --test draws them.
  }

  @Override
  public void test(Path folder, Path logs, List<HostArray> weights) {
    new SampleRun(experiment, backend, console).into(folder, logs, weights);
  }

  @Override
  public void interpolate(Path folder, List<HostArray> weights, long otherSeed, int images) {
    new InterpolationRun(experiment, backend, console).into(folder, weights, otherSeed, images);
  }

  @Override
  public void neighbours(Path folder, Path logs, List<HostArray> weights, DataSets data) {
    HostArray samples = new SampleRun(experiment, backend, console).into(folder, logs, weights);
    NeighboursPicture.write(samples, data.training(), folder);
  }

  @Override
  public void inpaint(Path folder, List<HostArray> weights, Inpainting inpainting, DataSets data) {
    if (!experiment.knowsLevels()) {
      throw new UserError(
          "--inpaint: needs noise levels, which this runner's network does not know; use an"
              + " experiment of AnnealRunner");
    }
    Completion task =
        inpainting
            .mask()
            .map(
                mask ->
                    Completion.ofMask(
                        data.test(), inpainting.images(), inpainting.completions(), mask))
            .orElseGet(
                () ->
                    Completion.ofLeftHalves(
                        data.test(), inpainting.images(), inpainting.completions()));
    new InpaintRun(experiment, backend, console).into(folder, weights, task);
  }

  @Override
  public void close() {
    if (grid != null) {
      grid.close();
    }
  }
}

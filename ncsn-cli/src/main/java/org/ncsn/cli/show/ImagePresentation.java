package org.ncsn.cli.show;

import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.ncsn.array.HostArray;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Presentation;
import org.ncsn.cli.experiment.RunRecord;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.output.ImageGrid;
import org.ncsn.memory.AtFirstUse;
import org.ncsn.nn.Weights;
import org.ncsn.sampler.BatchSamplers;
import org.ncsn.sampler.ChainWatch;
import org.ncsn.tensor.Backend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a network of images by samples. */
public final class ImagePresentation implements Presentation {
  private static final Logger LOG = LoggerFactory.getLogger(ImagePresentation.class);

  private final Experiment experiment;
  private final Backend backend;

  /** The grid's sampler, compiled when the first one is drawn. */
  private final AtFirstUse<BatchSamplers> compiled = new AtFirstUse<>(BatchSamplers::close);

  public ImagePresentation(Experiment experiment, Backend backend) {
    this.experiment = experiment;
    this.backend = backend;
  }

  @Override
  public String label() {
    return RunRecord.PICTURES;
  }

  @Override
  public Optional<BufferedImage> snapshot(
      Weights weights, BooleanSupplier goOn, Consumer<HostArray> images) {
    int count = experiment.generation().snapshotImages();
    BatchSamplers samplers =
        compiled.orMade(
            () ->
                experiment.samplers(
                    backend, OptionalInt.of(count), count, experiment.generation().start()));
    ChainWatch watch =
        new ChainWatch(
            experiment.generation().method(), (step, phase, state) -> goOn.getAsBoolean());
    HostArray drawn = experiment.drawn(samplers.of(count), weights, 0, watch);
    // Of a picture: the training is none the worse.
    watch.loss().ifPresent(loss -> LOG.warn("{}", Drawn.told(loss, experiment)));
    images.accept(drawn);
    return Optional.of(ImageGrid.of(drawn, ImageGrid.columnsFor(count)));
  }

  @Override
  public boolean isQuick() {
    return false;
  }

  @Override
  public void test(TestRun run) {
    try (ImageFolder folder = new ImageFolder(run.folder())) {
      new FilmedSamples(run).into(folder);
    }
  }

  @Override
  public void close() {
    compiled.close();
  }
}

package org.ncsn.cli.show;

import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.ncsn.array.HostArray;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Presentation;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.output.OutputFolder;
import org.ncsn.cli.output.Progress;
import org.ncsn.cli.signal.Interruption;
import org.ncsn.cli.toy.ToyFields;
import org.ncsn.cli.toy.ToyFigures;
import org.ncsn.cli.toy.ToyPictures;
import org.ncsn.cli.toy.ToySettings;
import org.ncsn.cli.toy.ToyStudy;
import org.ncsn.nn.Weights;
import org.ncsn.random.RunStream;
import org.ncsn.sampler.LangevinSchedule;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.toy.Distribution;
import org.ncsn.toy.ToyNetwork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a network of the plane by its field of scores and by points sampled with it. */
public final class ToyPresentation implements Presentation {
  private static final Logger LOG = LoggerFactory.getLogger(ToyPresentation.class);

  private final Experiment experiment;
  private final ToyNetwork network;
  private final Backend backend;
  private final ToySettings settings;

  /**
   * @param schedule of annealed Langevin dynamics
   */
  public ToyPresentation(
      Experiment experiment,
      Distribution distribution,
      ToyNetwork network,
      LangevinSchedule schedule,
      Backend backend) {
    this.experiment = experiment;
    this.network = network;
    this.backend = backend;
    ExperimentConfig config = experiment.config();
    this.settings =
        new ToySettings(
            distribution,
            schedule.levels(),
            experiment.generation().samples(),
            schedule.stepsPerLevel(),
            config.sampling().stepLr().number());
  }

  @Override
  public String label() {
    return "scores";
  }

  @Override
  public Optional<BufferedImage> snapshot(
      Weights weights, BooleanSupplier goOn, Consumer<HostArray> images) {
    return Optional.of(
        ToyPictures.page(ToyFields.of(settings.distribution(), network, backend, weights)));
  }

  @Override
  public boolean isQuick() {
    return true;
  }

  @Override
  public void test(TestRun run) {
    try (OutputFolder target = OutputFolder.open(run.folder());
        Scope scope = Scope.open();
        Interruption interruption = new Interruption();
        Progress progress = Progress.of("sampling", ToyStudy.steps(settings), 0, run.console())) {
      Weights weights = run.weights().on(backend);
      CountedSteps steps = new CountedSteps(progress, interruption);
      ToyStudy study =
          ToyStudy.of(
              settings, network, backend, weights, experiment.noise(RunStream.SAMPLING), steps);
      new ToyPictures(study).write(target.path());
      progress.close();
      new ToyFigures(study).lines().forEach(LOG::info);
      if (interruption.requested()) {
        LOG.warn("Interrupted: the samples are where Langevin dynamics left them");
      }
    }
    LOG.info("Wrote {} and its pictures one by one into {}", ToyPictures.PAGE, run.folder());
  }
}

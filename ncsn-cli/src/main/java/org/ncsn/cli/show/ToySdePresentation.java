package org.ncsn.cli.show;

import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Presentation;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.output.OutputFolder;
import org.ncsn.cli.output.Progress;
import org.ncsn.cli.signal.Interruption;
import org.ncsn.cli.toy.DiffusionPictures;
import org.ncsn.cli.toy.ToyDiffusion;
import org.ncsn.cli.toy.ToyPictures;
import org.ncsn.noise.DiffusionProcess;
import org.ncsn.random.RunStream;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.toy.Distribution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a noise process of the plane, there and back, and the density that a network learnt. */
public final class ToySdePresentation implements Presentation {
  private static final Logger LOG = LoggerFactory.getLogger(ToySdePresentation.class);

  private final Experiment experiment;
  private final Distribution distribution;
  private final Backend backend;
  private final ToyDiffusion.Study study;

  public ToySdePresentation(
      Experiment experiment, Distribution distribution, DiffusionProcess process, Backend backend) {
    this.experiment = experiment;
    this.distribution = distribution;
    this.backend = backend;
    this.study =
        new ToyDiffusion.Study(
            backend,
            distribution.mixture(),
            process,
            experiment.generation().model(),
            experiment.generation().method(),
            experiment.generation().samples(),
            experiment.noise(RunStream.SAMPLING));
  }

  @Override
  public String label() {
    return "diffusion";
  }

  @Override
  public boolean isQuick() {
    return true;
  }

  @Override
  public void test(TestRun run) {
    long steps = ToyDiffusion.steps(experiment.generation().method());
    try (OutputFolder target = OutputFolder.open(run.folder());
        Scope scope = Scope.open();
        Interruption interruption = new Interruption();
        Progress progress = Progress.of("sampling", steps, 0, run.console())) {
      CountedSteps counted = new CountedSteps(progress, interruption);
      ToyDiffusion found = study.with(run.weights().on(backend), counted);
      progress.close();
      if (interruption.requested()) {
        LOG.warn("Interrupted: there is no picture");
        return;
      }
      DiffusionPictures pictures = new DiffusionPictures(found, distribution);
      pictures.write(target.path());
      pictures.lines().forEach(LOG::info);
    }
    LOG.info("Wrote {} into {}", ToyPictures.PAGE, run.folder());
  }
}

package org.ncsn.cli.show;

import org.ncsn.classifier.ConfusionMatrix;
import org.ncsn.classifier.Recognition;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.output.Counted;
import org.ncsn.cli.output.Progress;
import org.ncsn.data.Dataset;
import org.ncsn.error.UserError;
import org.ncsn.evaluation.FeatureNetwork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many test images a classifier recognises, and what it takes the others for. */
public record Recognised() implements TestMode {
  private static final Logger LOG = LoggerFactory.getLogger(Recognised.class);

  /** Enough to keep an engine busy. */
  private static final int USUAL_BATCH = 500;

  @Override
  public void check(Experiment experiment) {
    classifier(experiment);
  }

  @Override
  public String result() {
    return "confusion";
  }

  @Override
  public void show(TestRun run) {
    Experiment experiment = run.experiment();
    try (ImageFolder folder = new ImageFolder(run.folder());
        DataSets data = experiment.data(run.datasets(), run.console())) {
      Dataset images = experiment.testPreparation().mapped(data.test());
      ConfusionMatrix confusion = confusion(run, images);
      ConfusionTable table = new ConfusionTable(confusion);
      table.lines().forEach(run.console()::line);
      folder.picture(result(), table.picture(), 1);
      LOG.info("Wrote {}.png into {}", result(), run.folder());
    }
  }

  private static ConfusionMatrix confusion(TestRun run, Dataset images) {
    int batch = run.output().batch().orElse(USUAL_BATCH);
    Recognition recognition =
        new Recognition(run.backend(), classifier(run.experiment()), run.weights());
    try (Progress progress = Progress.of(Counted.IMAGES, "testing", images.size(), run.console())) {
      return recognition.confusion(images, batch, done -> progress.step(done, ""));
    }
  }

  private static FeatureNetwork classifier(Experiment experiment) {
    if (experiment.network() instanceof FeatureNetwork classifier) {
      return classifier;
    }
    throw new UserError(
        "an experiment of " + experiment.runnerName() + " recognises nothing; draw samples of it");
  }
}

package org.ncsn.cli.show;

import java.util.Locale;
import java.util.function.DoubleFunction;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.output.Counted;
import org.ncsn.cli.output.Progress;
import org.ncsn.data.Dataset;
import org.ncsn.data.Selection;
import org.ncsn.loss.Classification;
import org.ncsn.loss.Times;
import org.ncsn.nn.Weights;
import org.ncsn.noise.NoiseProcess;
import org.ncsn.random.RunStream;
import org.ncsn.tensor.Scope;
import org.ncsn.training.LossEvaluation;
import org.ncsn.training.TrainingFeed;

/**
 * How many test images a classifier of noisy images recognises, at times from 0 to 1.
 *
 * @param process of the noise
 * @param at the classification of images at a time
 */
public record RecognisedInNoise(NoiseProcess process, DoubleFunction<Classification> at)
    implements TestMode {
  private static final int TIMES = 6;
  private static final int USUAL_BATCH = 100;
  private static final double PERCENT = 100;

  /** More say little more. */
  private static final int MOST_IMAGES = 1000;

  @Override
  public void check(Experiment experiment) {}

  @Override
  public void show(TestRun run) {
    try (DataSets data = run.experiment().data(run.datasets(), run.console());
        Scope scope = Scope.open();
        LossEvaluation accuracy = LossEvaluation.ofAccuracy(run.backend(), at.apply(0))) {
      Dataset images = Selection.range(data.test(), 0, Math.min(MOST_IMAGES, data.test().size()));
      int batch = Math.min(run.output().batch().orElse(USUAL_BATCH), images.size());
      int batches = images.size() / batch;
      Weights weights = run.weights().on(run.backend());
      double[] shares = new double[TIMES];
      try (Progress progress =
          Progress.of(Counted.IMAGES, "testing", (long) TIMES * batches * batch, run.console())) {
        for (int i = 0; i < TIMES; i++) {
          TrainingFeed feed = feed(run.experiment(), images, batch, time(i));
          for (int portion = 0; portion < batches; portion++) {
            shares[i] += accuracy.of(weights, feed.at(portion)) / batches;
            progress.step(((long) i * batches + portion + 1) * batch, "");
          }
        }
      }
      for (int i = 0; i < TIMES; i++) {
        run.console().line(line(i, shares[i], batches * batch));
      }
    }
  }

  private TrainingFeed feed(Experiment experiment, Dataset images, int batch, double time) {
    return new TrainingFeed(
        images,
        batch,
        experiment.testPreparation(),
        at.apply(time),
        experiment.noise(RunStream.TESTING));
  }

  /** Clean images have no noise, of which a logarithm could be told. */
  private static double time(int i) {
    return Math.max(Times.SMALLEST, (double) i / (TIMES - 1));
  }

  private String line(int i, double share, int images) {
    return String.format(
        Locale.ROOT,
        "Time %.1f, noise of deviation %.3g: %.1f %% of %d test images are recognised",
        time(i),
        process.deviation(time(i)),
        PERCENT * share,
        images);
  }
}

package org.ncsn.cli.runner;

import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.error.UserError;
import org.ncsn.nn.Classifier;
import org.ncsn.score.ClassifierGuidance;
import org.ncsn.score.ScoreModel;

/**
 * A classifier of noisy images that leads samples to what they are to show.
 *
 * @param doc name of the run that trained it
 * @param classifier its network
 * @param config what it was trained by
 */
public record ClassifierGuide(String doc, Classifier classifier, ExperimentConfig config) {
  private static final double BAYES = 1;

  /** The guide that a run trained. */
  public static ClassifierGuide of(String doc, ExperimentConfig config) {
    return new ClassifierGuide(doc, new NoisyClassifierRunner().network(config), config);
  }

  /** How many classes it knows. */
  int classes() {
    return classifier.classes();
  }

  /**
   * A score that is led.
   *
   * @param sampled what is drawn
   * @throws UserError if the classifier has not seen such images, or such noise
   */
  ClassifierGuidance leading(ScoreModel model, ExperimentConfig sampled) {
    require(
        config.data().imageSize() == sampled.data().imageSize()
            && config.data().channels() == sampled.data().channels()
            && DataSets.range(config.data()) == DataSets.range(sampled.data()),
        "images of another size, number of channels or range of pixels (data)");
    require(
        ConfiguredSde.of(config).process().equals(ConfiguredSde.of(sampled).process()),
        "another noise process (sde)");
    require(
        model.classes().isEmpty() || model.classes().get().count() == classes(),
        "another number of classes (data.dataset)");
    return new ClassifierGuidance(
        model, classifier, model.noise()::deviation, sampled.sampler().guidance().orElse(BAYES));
  }

  private void require(boolean fits, String other) {
    if (!fits) {
      throw new UserError(
          "--classifier: " + doc + " was trained on " + other + "; choose one of the same");
    }
  }
}

package org.ncsn.cli.experiment;

import java.util.Optional;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.sampler.KnownPixels.Renewal;
import org.ncsn.sampler.SamplingMethod;
import org.ncsn.sampler.Start;
import org.ncsn.score.ScoreFunction;
import org.ncsn.score.ScoreModel;

/** A runner whose network samples are drawn by. */
public interface GeneratingRunner extends Runner {
  /** Images in the picture of a network in training. */
  int USUAL_SNAPSHOT = 9;

  /** The score that samples are drawn along; it takes the weights of {@link #network}. */
  ScoreModel model(ExperimentConfig config);

  /** The same as samplers follow it: by itself, or bounded by what is known of images. */
  default ScoreFunction followed(ExperimentConfig config) {
    return model(config);
  }

  /** How samples are drawn along it. */
  SamplingMethod method(ExperimentConfig config);

  /** How many samples a test draws. */
  int samples(ExperimentConfig config);

  /** Where samples begin, in the space that the network works in. */
  default Start start(ExperimentConfig config) {
    return Start.UNIFORM;
  }

  /** How often the noise of known pixels is drawn when images are completed. */
  default Renewal renewal() {
    return Renewal.EACH_PHASE;
  }

  /** What samples are to show, if the score is one of classes. */
  default Optional<SampledClasses> classes(ExperimentConfig config) {
    return Optional.empty();
  }

  /** How many images the picture of a network in training shows. */
  default int snapshotImages() {
    return USUAL_SNAPSHOT;
  }

  @Override
  default Optional<Generation> generation(ExperimentConfig config) {
    return Optional.of(
        new Generation(
            model(config),
            followed(config),
            method(config),
            start(config),
            renewal(),
            classes(config),
            samples(config),
            snapshotImages()));
  }
}

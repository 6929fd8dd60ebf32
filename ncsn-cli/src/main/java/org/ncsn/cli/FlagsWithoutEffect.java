package org.ncsn.cli;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.cli.experiment.Pictures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log which of the flags that were given do nothing. */
record FlagsWithoutEffect(Options options) {
  private static final Logger LOG = LoggerFactory.getLogger(FlagsWithoutEffect.class);

  /** Those that do nothing in what is done. */
  void log() {
    List<String> flags = new ArrayList<>();
    if ((options.trained() || options.resumeTraining) && options.overwrite) {
      flags.add("--overwrite");
    }
    if (!options.trained() && options.batchSize != null) {
      flags.add("--batch_size");
    }
    boolean writesImages = options.draws() || (options.fastFid && options.experiment.isSecond());
    if (!writesImages && !options.imageFolder.equals(Options.USUAL_FOLDER)) {
      flags.add("--image_folder");
    }
    log(flags);
  }

  /** Those that do nothing with experiments of a runner. */
  void log(RunnerName runner) {
    if (options.config != null && options.trained() && runner != RunnerName.NCSN) {
      log(List.of("--config"));
    }
    List<String> flags = new ArrayList<>();
    boolean ofOtherImages = options.shown.isOfOtherImages();
    if (options.sampler.frameEvery != null && (runner.isOfThePlane() || ofOtherImages)) {
      flags.add("--frame_every");
    }
    if (options.sampler.samples != null && ofOtherImages) {
      flags.add("--samples");
    }
    if (runner.isOfThePlane() && options.batchSize != null && options.trained()) {
      flags.add("--batch_size");
    }
    if (runner.isOfThePlane() && options.shown.pictures() != Pictures.NONE) {
      flags.add("--pictures");
    }
    if (!flags.isEmpty()) {
      LOG.warn("No effect on what {} shows here: {}", runner, String.join(", ", flags));
    }
  }

  private void log(List<String> flags) {
    if (!flags.isEmpty()) {
      LOG.warn("No effect {}: {}", doing(), String.join(", ", flags));
    }
  }

  private String doing() {
    if (options.trained()) {
      return options.fastFid ? "with --fast_fid" : "with --test or --sample";
    }
    return options.resumeTraining ? "with --resume_training" : "without --test or --sample";
  }
}

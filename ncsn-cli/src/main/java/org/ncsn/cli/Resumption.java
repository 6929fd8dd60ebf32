package org.ncsn.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.ncsn.checkpoint.Checkpoint;
import org.ncsn.checkpoint.Computed;
import org.ncsn.cli.config.ConfigChange;
import org.ncsn.cli.config.ConfigFiles;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ConfigWriter;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.RunFlags;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.runner.Runners;
import org.ncsn.cli.training.Checkpoints;
import org.ncsn.cli.training.TrainedNetwork;
import org.ncsn.error.UserError;
import org.ncsn.tensor.Backend;
import org.ncsn.training.TrainingState.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A training that goes on: by which config, and where from. */
final class Resumption {
  private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

  private final Options options;
  private final ExperimentConfig began;
  private final Path own;

  private Resumption(Options options, ExperimentConfig began, Path own) {
    this.options = options;
    this.began = began;
    this.own = own;
  }

  /**
   * Of the run that the flags name.
   *
   * @throws UserError if it has no checkpoint, or the official program's
   */
  static Resumption of(Options options) {
    try (RunFolder folder = options.experiment.open()) {
      Path logs = folder.logs();
      if (Checkpoints.isOfficial(logs)) {
        throw new UserError(
            logs
                + " is a run of the official program; make one to go on with of it: ncsn import "
                + RunFlags.word(Checkpoints.ofRun(logs).toString())
                + " --config "
                + config(options, folder.config())
                + " "
                + RunFlags.of(logs.resolveSibling(logs.getFileName() + "-imported")));
      }
      Checkpoints.existing(logs);
      return new Resumption(options, ConfigReader.read(folder.config()), folder.config());
    }
  }

  /**
   * The config to go on with: the run's own, or what another says that may change.
   *
   * @throws UserError if the other says what may not
   */
  ExperimentConfig config() {
    return options.applyTo(
        options.otherConfig().map(this::other).orElse(began),
        Runners.ofRun(options.runner(), began));
  }

  /** What to import with: the run's own, or another one where it has none. */
  private static String config(Options options, Path own) {
    return Files.exists(own)
        ? RunFlags.word(own.toString())
        : options.otherConfig().map(RunFlags::word).orElse("FILE");
  }

  /** The file that says what can be changed: the other config, or the run's own. */
  Path file() {
    return options.otherConfig().map(ConfigFiles.ofProgram()::find).orElse(own);
  }

  private ExperimentConfig other(String name) {
    return OtherConfig.read(name, Runners.ofRun(options.runner(), began), began).resumed();
  }

  /** The seed that the run's noise is drawn from, whatever the flag says. */
  long seed(ExperimentConfig config) {
    long seed = Options.configuredSeed(config);
    if (options.seed != null && options.seed != seed) {
      LOG.warn("No effect with --resume_training: --seed; the run's noise is drawn from {}", seed);
    }
    return seed;
  }

  /**
   * Reads the checkpoint, and puts into the run folder what has changed of its config.
   *
   * @throws UserError if it does not go with the config
   */
  Snapshot start(RunFolder folder, Experiment experiment, Backend backend) {
    TrainedNetwork trained =
        TrainedNetwork.read(folder.logs(), options.from.step(), experiment, List.of())
            .requireFinite();
    Checkpoint checkpoint = trained.checkpoint();
    requireSameTraining(trained.file(), checkpoint, experiment);
    long step = checkpoint.snapshot().step();
    List<Long> later = Checkpoints.after(folder.logs(), step);
    if (!later.isEmpty()) {
      LOG.info(
          "Going on from step {}: the checkpoints of later steps ({}) stay until this training"
              + " writes its own",
          step,
          later.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
    Computed now = Computed.by(backend);
    if (!checkpoint.engine().equals(now) && step > 0) {
      LOG.info(
          "Trained by {} so far, by {} from here: the numbers are close to those of a training that"
              + " never stopped, not the same to the last bit",
          checkpoint.engine(),
          now);
    }
    record(folder, experiment);
    return checkpoint.snapshot();
  }

  private void record(RunFolder folder, Experiment experiment) {
    ExperimentConfig now = experiment.config();
    ExperimentConfig before =
        began.withSeed(now.seed().orElseThrow()).withRunner(now.runner().orElseThrow());
    List<ConfigChange> changes = ConfigChange.between(before, now);
    if (options.otherConfig().isPresent() || !changes.isEmpty()) {
      ConfigWriter.write(experiment.configText(), folder.config());
    }
    if (!changes.isEmpty()) {
      LOG.info(
          "Going on with {}",
          changes.stream().map(ConfigChange::toString).collect(Collectors.joining(", ")));
    }
  }

  private static void requireSameTraining(Path file, Checkpoint checkpoint, Experiment experiment) {
    Snapshot snapshot = checkpoint.snapshot();
    List<String> expected = experiment.optimizer().slots();
    if (!List.copyOf(snapshot.slots().keySet()).equals(expected)) {
      throw new UserError(
          file
              + ": was written with another optimizer (slots "
              + snapshot.slots().keySet()
              + ", the config's has "
              + expected
              + "); use the config that it was trained with");
    }
    if (snapshot.average().isEmpty() == experiment.average().isKept()) {
      throw new UserError(
          file
              + ": was trained with model.ema: "
              + !snapshot.average().isEmpty()
              + ", the config says otherwise; use the config that it was trained with");
    }
    if (!checkpoint.noise().equals(experiment.noise().state())) {
      throw new UserError(
          file + ": was trained from another seed than the config's; put that one back");
    }
  }
}

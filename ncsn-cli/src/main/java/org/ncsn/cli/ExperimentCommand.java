package org.ncsn.cli;

import java.nio.file.Path;
import java.util.List;
import org.ncsn.cli.config.ConfigFiles;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ConfigWriter;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Logging;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.runner.Checkpoints;
import org.ncsn.cli.runner.DataSets;
import org.ncsn.cli.runner.Experiment;
import org.ncsn.cli.runner.Presentation;
import org.ncsn.cli.runner.Runner;
import org.ncsn.cli.runner.Runners;
import org.ncsn.cli.runner.Training;
import org.ncsn.error.UserError;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.BackendOptions.Precision;
import org.ncsn.spi.Backends;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.HostArray;
import org.ncsn.training.Checkpoint;
import org.ncsn.training.TrainingState.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains an experiment, goes on with it, or samples from it: the official program's command. */
final class ExperimentCommand {
  private static final Logger LOG = LoggerFactory.getLogger(ExperimentCommand.class);

  private final Options options;

  ExperimentCommand(Options options) {
    this.options = options;
  }

  void run(Console console, Logging logging) {
    options.check();
    if (options.runner != null) {
      Runners.named(options.runner);
    }
    if (options.test) {
      test(console);
    } else {
      train(console, logging);
    }
  }

  private void train(Console console, Logging logging) {
    // Whatever can be wrong is found before an earlier run's files are cleared.
    Path file =
        options.resumeTraining ? resumedConfig() : ConfigFiles.ofProgram().find(options.config);
    ExperimentConfig config = ConfigReader.read(file);
    Runner runner =
        options.resumeTraining
            ? Runners.ofRun(options.runner, config)
            : Runners.ofConfig(options.runner, config);
    long seed = options.resumeTraining ? Options.configuredSeed(config) : options.seed(config);
    Experiment experiment =
        new Experiment(
            options.applyTo(config).withSeed(seed).withRunner(runner.name()), runner, seed);
    ExperimentMemory memory = new ExperimentMemory(file);
    try (DataSets data =
        memory
            .data()
            .get(() -> experiment.data(options.experiment.run().resolve("datasets"), console))) {
      data.requireBatch(config.training().batchSize());
      train(experiment, data, memory, console, logging);
    }
  }

  private void train(
      Experiment experiment,
      DataSets data,
      ExperimentMemory memory,
      Console console,
      Logging logging) {
    try (Backend backend = open(experiment.config());
        RunFolder folder =
            options.resumeTraining
                ? RunFolder.resume(options.experiment.run(), options.experiment.doc())
                : RunFolder.create(
                    options.experiment.run(), options.experiment.doc(), options.overwrite)) {
      logging.alsoTo(folder.stdout());
      log(backend);
      Snapshot start =
          memory
              .network(experiment)
              .get(
                  () ->
                      options.resumeTraining
                          ? resumed(folder, experiment)
                          : Training.fresh(experiment));
      if (!options.resumeTraining) {
        ConfigWriter.write(experiment.config().withBackend(backend.name()), folder.config());
      }
      try (Training training =
          new Training(experiment, backend, data, folder, console, options.comment)) {
        memory.training(experiment.config()).run(() -> training.run(start));
      }
    }
  }

  private Path resumedConfig() {
    try (RunFolder folder = options.experiment.open()) {
      Checkpoints.existing(folder.logs());
      return folder.config();
    }
  }

  private static Snapshot resumed(RunFolder folder, Experiment experiment) {
    Path file = Checkpoints.existing(folder.logs());
    Checkpoint checkpoint = Checkpoint.read(file, experiment.network().parameters());
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
    if (snapshot.average().isEmpty() != (experiment.averageRate() == 0)) {
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
    return snapshot;
  }

  private void test(Console console) {
    try (RunFolder folder = options.experiment.open()) {
      ExperimentConfig config = ConfigReader.read(folder.config());
      Runner runner = Runners.ofRun(options.runner, config);
      Experiment experiment = new Experiment(options.applyTo(config), runner, options.seed(config));
      Snapshot snapshot = Checkpoints.toSample(folder.logs(), experiment.network().parameters());
      try (Backend backend = open(config);
          Presentation presentation = experiment.presentation(backend, console)) {
        log(backend);
        new ExperimentMemory(folder.config())
            .shown(options)
            .run(() -> show(presentation, experiment, folder.logs(), snapshot.best(), console));
      }
    }
  }

  private void show(
      Presentation presentation,
      Experiment experiment,
      Path logs,
      List<HostArray> weights,
      Console console) {
    TestFlags shown = options.shown;
    Path folder = options.imageFolder;
    if (shown.otherSeed().isPresent()) {
      presentation.interpolate(folder, weights, shown.otherSeed().get(), shown.images());
      return;
    }
    if (shown.inpainting().isEmpty() && !shown.neighbours()) {
      presentation.test(folder, logs, weights);
      return;
    }
    try (DataSets data = experiment.data(options.experiment.run().resolve("datasets"), console)) {
      if (shown.neighbours()) {
        presentation.neighbours(folder, logs, weights, data);
      } else {
        presentation.inpaint(folder, weights, shown.inpainting().get(), data);
      }
    }
  }

  private Backend open(ExperimentConfig config) {
    String name =
        options.backend != null ? options.backend : config.backend().orElseGet(Backends::preferred);
    return Backends.open(
        name,
        new BackendOptions(
            options.threads,
            options.device,
            Precision.named(config.precision().toString()),
            options.nanGuard));
  }

  private void log(Backend backend) {
    LOG.info("{}: {}", backend.name(), backend.info());
    if (!options.comment.isBlank()) {
      LOG.info("Comment: {}", options.comment);
    }
  }
}

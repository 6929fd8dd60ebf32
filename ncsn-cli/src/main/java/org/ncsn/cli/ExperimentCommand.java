package org.ncsn.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ncsn.cli.ClassifierFlag.Led;
import org.ncsn.cli.config.ConfigFiles;
import org.ncsn.cli.config.ConfigPlace;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ConfigWriter;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.KeysWithoutEffect;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.levels.FarthestPair;
import org.ncsn.cli.levels.LevelChoice;
import org.ncsn.cli.levels.LevelChoice.Chosen;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.runner.NoisyClassifierRunner;
import org.ncsn.cli.runner.Runners;
import org.ncsn.cli.show.CheckpointLosses;
import org.ncsn.cli.show.OfficialNames;
import org.ncsn.cli.show.Recognised;
import org.ncsn.cli.show.TestMode;
import org.ncsn.cli.training.Handover;
import org.ncsn.cli.training.TrainedNetwork;
import org.ncsn.cli.training.Training;
import org.ncsn.error.UserError;
import org.ncsn.tensor.Backend;
import org.ncsn.training.TrainingState.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains an experiment, goes on with it, or samples from it: the official program's command. */
final class ExperimentCommand {
  private static final Logger LOG = LoggerFactory.getLogger(ExperimentCommand.class);

  private final Options options;
  private final Trainers trainers;

  ExperimentCommand(Options options) {
    this(options, Trainers.HERE);
  }

  /**
   * @param trainers where steps of trainings are taken
   */
  ExperimentCommand(Options options, Trainers trainers) {
    this.options = options;
    this.trainers = trainers;
  }

  /** What is said while a command runs, and where else it is to go. */
  @FunctionalInterface
  interface Log {
    void alsoTo(Path file);
  }

  void run(Console console, Log logging) {
    options.check();
    options.runner().ifPresent(Runners::named);
    new FlagsWithoutEffect(options).log();
    if (options.fastFid) {
      new FastFid(options).run(console);
    } else if (options.trained()) {
      test(console);
    } else if (options.resumeTraining) {
      resume(console, logging);
    } else {
      begin(console, logging);
    }
  }

  // Whatever can be wrong is found before data are fetched, or an earlier run's files are cleared.

  private void begin(Console console, Log logging) {
    Path file = ConfigFiles.ofProgram().find(options.newConfig());
    ExperimentConfig config = ConfigReader.read(file);
    Runner runner = Runners.ofConfig(options.runner(), config);
    KeysWithoutEffect.check(file, runner.kind(), config);
    EngineChoice engine = EngineChoice.of(options, config, runner);
    RunName name = options.experiment;
    RunFolder.requireUnused(name.run(), name.doc(), options.overwrite);
    ExperimentConfig wanted = trainers.configured(options.applyTo(config, runner));
    long seed = options.seed(config);
    LevelChoice levels = new LevelChoice(file, runner.kind());
    ConfigPlace place = new ConfigPlace(file);
    Experiment draft = place.located(() -> Experiment.begun(levels.anyOf(wanted), runner, seed));
    ExperimentMemory memory = new ExperimentMemory(file);
    try (DataSets data = memory.data().get(() -> place.located(() -> data(draft, console)))) {
      Chosen chosen = levels.of(wanted, () -> farthest(draft, wanted, data, engine, console));
      Experiment experiment = Experiment.begun(chosen.config(), runner, seed);
      begin(experiment, chosen, memory, engine, data, console, logging);
    }
  }

  private void begin(
      Experiment experiment,
      Chosen chosen,
      ExperimentMemory memory,
      EngineChoice engine,
      DataSets data,
      Console console,
      Log logging) {
    RunName name = options.experiment;
    try (Backend backend = engine.open();
        RunFolder folder = RunFolder.create(name.run(), name.doc(), options.overwrite)) {
      logging.alsoTo(folder.stdout());
      log(backend);
      chosen.found().ifPresent(LOG::info);
      Handover<Snapshot> start =
          memory.network(experiment).get(() -> new Handover<>(Training.fresh(experiment)));
      ConfigWriter.write(experiment.configText(backend.name()), folder.config());
      memory
          .training(experiment.config())
          .run(() -> train(experiment, backend, data, folder, console, start));
    }
  }

  private void resume(Console console, Log logging) {
    Resumption resumption = Resumption.of(options);
    ExperimentConfig config = trainers.configured(resumption.config());
    Runner runner = Runners.ofRun(options.runner(), config);
    EngineChoice engine = EngineChoice.of(options, config, runner);
    RunName name = options.experiment;
    ConfigPlace place = new ConfigPlace(resumption.file());
    Experiment experiment =
        place.located(() -> Experiment.begun(config, runner, resumption.seed(config)));
    ExperimentMemory memory = new ExperimentMemory(resumption.file());
    try (DataSets data = memory.data().get(() -> place.located(() -> data(experiment, console)));
        Backend backend = engine.open();
        RunFolder folder = RunFolder.resume(name.run(), name.doc())) {
      logging.alsoTo(folder.stdout());
      log(backend);
      Handover<Snapshot> start =
          memory
              .network(experiment)
              .get(() -> new Handover<>(resumption.start(folder, experiment, backend)));
      memory
          .training(experiment.config())
          .run(() -> train(experiment, backend, data, folder, console, start));
    }
  }

  private static FarthestPair farthest(
      Experiment draft,
      ExperimentConfig wanted,
      DataSets data,
      EngineChoice engine,
      Console console) {
    try (Backend backend = engine.exact().open()) {
      return FarthestPair.of(draft, data, wanted.model().sigmaSample(), backend, console);
    }
  }

  private DataSets data(Experiment experiment, Console console) {
    DataSets data = experiment.data(datasets(), console);
    try {
      data.requireBatch(experiment.config().training().batchSize());
    } catch (UserError tooFew) {
      data.close();
      throw tooFew;
    }
    return data;
  }

  private void train(
      Experiment experiment,
      Backend backend,
      DataSets data,
      RunFolder folder,
      Console console,
      Handover<Snapshot> start) {
    try (Training training =
        new Training(
            experiment,
            backend,
            data,
            folder,
            console,
            options.comment,
            trainers.loop(experiment, backend, data, datasets()))) {
      training.run(start);
    }
  }

  private void test(Console console) {
    try (RunFolder folder = options.experiment.open()) {
      Look look = Look.at(folder, options);
      Optional<Led> led = options.classifier.read(options.experiment.run());
      Runner runner = led.map(by -> by.by(look.runner())).orElse(look.runner());
      ExperimentConfig config = Runners.asTrained(folder.logs(), runner, look.config());
      EngineChoice engine = EngineChoice.of(options, config, runner);
      Experiment experiment =
          look.place()
              .located(
                  () ->
                      new Experiment(
                          options.applyTo(config, runner), runner, options.seed(config)));
      TestMode shown = mode(runner, experiment, look, folder.logs());
      shown.check(experiment);
      OptionalLong step =
          options.sample ? look.sampled(options.from, folder.logs()) : options.from.step();
      TrainedNetwork trained =
          TrainedNetwork.read(folder.logs(), step, experiment, List.of()).requireFinite();
      if (!(shown instanceof CheckpointLosses)) {
        LOG.info(
            "{} {}, step {}",
            experiment.drawsSamples() ? "Sampling from" : "Testing",
            trained.file(),
            trained.checkpoint().snapshot().step());
      }
      try (Backend backend = engine.open()) {
        log(backend);
        TestRun run =
            new TestRun(
                experiment,
                led.map(by -> by.behind(trained.weights())).orElseGet(trained::weights),
                backend,
                console,
                options.output(folder.logs()),
                datasets());
        TestMode named =
            options.experiment.isSecond() && options.sample
                ? new OfficialNames(shown, trained.checkpoint().snapshot().step())
                : shown;
        new ExperimentMemory(look.file()).shown(options, config).run(() -> named.show(run));
      }
    }
  }

  /** The second paper's program calls sampling {@code --sample}, and chooses by its config. */
  private TestMode mode(Runner runner, Experiment experiment, Look look, Path logs) {
    if (!experiment.drawsSamples()) {
      options.requireNoSampling(runner);
      return runner instanceof NoisyClassifierRunner noisy
          ? noisy.test(experiment.config())
          : new Recognised();
    }
    if (runner.kind() == RunnerName.NCSN && options.test) {
      options.shown.requireNone(runner.name());
      return look.losses(options.from, logs);
    }
    return options.shown.mode(datasets(), experiment);
  }

  private Path datasets() {
    return options.experiment.run().resolve("datasets");
  }

  private void log(Backend backend) {
    LOG.info("{}: {}", backend.name(), backend.info());
    if (!options.comment.isBlank()) {
      LOG.info("Comment: {}", options.comment);
    }
  }
}

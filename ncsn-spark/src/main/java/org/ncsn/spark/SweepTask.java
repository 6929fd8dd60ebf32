package org.ncsn.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.CollectionAccumulator;
import org.ncsn.cli.Trainers;
import org.ncsn.cli.TrainingCommand;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.runner.Runners;
import org.ncsn.cli.training.Checkpoints;
import org.ncsn.cli.training.TrainedNetwork;
import org.ncsn.error.UserError;
import org.ncsn.io.AtomicFile;
import org.ncsn.io.FileErrors;
import org.ncsn.memory.MemoryShortage;
import org.ncsn.spi.Backends;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.training.LossEvaluation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains experiments of a sweep, each in a run folder like any other. One that an earlier sweep
 * finished is not trained again; one that was interrupted goes on.
 */
final class SweepTask implements FlatMapFunction<Iterator<SweepTrial>, TaskResult<TrialResult>> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(SweepTask.class);

  /** What came of a run, beside its checkpoints. */
  private static final String RESULT = "sweep.tsv";

  private final String run;
  private final String sweep;
  private final int threads;
  private final CollectionAccumulator<String> told;

  /**
   * @param run folder of all runs, which driver and executors see
   * @param sweep its name
   * @param told what the driver is told of each experiment
   */
  SweepTask(String run, String sweep, int threads, CollectionAccumulator<String> told) {
    this.run = run;
    this.sweep = sweep;
    this.threads = threads;
    this.told = told;
  }

  @Override
  public Iterator<TaskResult<TrialResult>> call(Iterator<SweepTrial> trials) {
    List<TaskResult<TrialResult>> results = new ArrayList<>();
    while (trials.hasNext()) {
      SweepTrial trial = trials.next();
      TaskResult<TrialResult> result = TaskResult.of(() -> attempted(trial));
      told.add(trial.doc() + ": " + result.failure().orElseGet(() -> result.made().toString()));
      results.add(result);
    }
    return results.iterator();
  }

  /** Whatever is wrong with an experiment, the others are trained. */
  private TrialResult attempted(SweepTrial trial) {
    try {
      return result(trial);
    } catch (UserError | MemoryShortage told) {
      throw told;
    } catch (RuntimeException failure) {
      LOG.warn("{} failed", trial.doc(), failure);
      throw new UserError("failed: " + failure, failure);
    }
  }

  private TrialResult result(SweepTrial trial) {
    new SweepRecord(Path.of(run), sweep).requireHolding(trial);
    Path logs = Path.of(run, "logs", trial.doc());
    Path file = logs.resolve(RESULT);
    try {
      if (Files.exists(file)) {
        return TrialResult.of(Files.readString(file));
      }
    } catch (IOException e) {
      throw FileErrors.cannotRead(file, "result", "remove it to train again", e);
    }
    long begun = System.nanoTime();
    train(trial, logs);
    double seconds = (double) (System.nanoTime() - begun) / TimeUnit.SECONDS.toNanos(1);
    TrialResult result = tested(trial, logs, seconds);
    AtomicFile.write(file, out -> out.write(result.line().getBytes(StandardCharsets.UTF_8)));
    return result;
  }

  private void train(SweepTrial trial, Path logs) {
    List<String> flags =
        new ArrayList<>(
            List.of("--run", run, "--doc", trial.doc(), "--threads", Integer.toString(threads)));
    boolean begun =
        Files.exists(Checkpoints.latest(logs)) && Files.exists(logs.resolve("config.yml"));
    if (begun) {
      flags.add("--resume_training");
      TrainingCommand.of(flags.toArray(String[]::new)).run(Console.standard(), Trainers.HERE);
    } else {
      Shipment.read(
          trial.config().getBytes(StandardCharsets.UTF_8),
          config -> {
            flags.addAll(List.of("--config", config.toString()));
            TrainingCommand.of(flags.toArray(String[]::new)).run(Console.standard(), Trainers.HERE);
            return trial;
          });
    }
  }

  private TrialResult tested(SweepTrial trial, Path logs, double seconds) {
    ExperimentConfig config = ConfigReader.read(logs.resolve("config.yml"));
    Experiment experiment =
        Experiment.begun(config, Runners.ofConfig(config), config.seed().orElseThrow());
    TrainedNetwork network =
        TrainedNetwork.read(logs, OptionalLong.empty(), experiment, List.of()).requireFinite();
    try (Backend backend =
            Backends.open(
                config.backend().orElseThrow(), ExecutorEngine.usually(experiment, threads));
        Scope scope = Scope.open();
        DataSets data = experiment.data(Path.of(run, "datasets"), Console.standard());
        LossEvaluation loss = new LossEvaluation(backend, experiment.testObjective())) {
      return new TrialResult(
          trial.doc(),
          trial.values(),
          network.checkpoint().snapshot().step(),
          loss.of(network.weights().on(backend), experiment.testFeed(data.test()).at(0)),
          seconds);
    }
  }
}

package org.ncsn.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.evaluation.ConfiguredImages;
import org.ncsn.cli.evaluation.Evaluator;
import org.ncsn.cli.evaluation.Measuring;
import org.ncsn.cli.evaluation.Reference;
import org.ncsn.cli.evaluation.RunScores;
import org.ncsn.cli.evaluation.StepRange;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Pictures;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.experiment.TestOutput;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.runner.Runners;
import org.ncsn.cli.training.Checkpoints;
import org.ncsn.cli.training.TrainedNetwork;
import org.ncsn.spi.BackendOptions.Precision;
import org.ncsn.tensor.Backend;

/** Draws samples of a run and says how good they are. */
final class EvaluatedRun {
  /** Of which a distance says something, and which are drawn while one waits. */
  private static final int USUAL_SAMPLES = 1000;

  private final Flags flags;
  private final AgainstFlags against;
  private final EvaluatorFlags evaluator;
  private final Console console;
  private final BooleanSupplier stop;

  EvaluatedRun(
      Flags flags,
      AgainstFlags against,
      EvaluatorFlags evaluator,
      Console console,
      BooleanSupplier stop) {
    this.flags = flags;
    this.against = against;
    this.evaluator = evaluator;
    this.console = console;
    this.stop = stop;
  }

  /**
   * Which run, and how many samples.
   *
   * @param from step of the checkpoint; empty for the latest
   * @param checkpoints several checkpoints in its place
   * @param samples how many; empty for the usual number
   * @param atOnce how many are drawn at once; empty for as many as go well
   * @param features file to keep features in
   */
  record Flags(
      Path run,
      String doc,
      OptionalLong from,
      Optional<StepRange> checkpoints,
      Optional<Integer> samples,
      OptionalInt atOnce,
      Optional<Path> features) {
    Path datasets() {
      return run.resolve("datasets");
    }

    /** Where samples are until they are measured, and the table of checkpoints. */
    Path folder() {
      return run.resolve("evaluation").resolve(doc);
    }
  }

  void run() {
    try (RunFolder folder = RunFolder.open(flags.run(), flags.doc())) {
      ExperimentConfig stored = ConfigReader.read(folder.config());
      Runner runner = Runners.ofRun(null, stored);
      ExperimentConfig config = told(Runners.asTrained(folder.logs(), runner, stored));
      ConfiguredImages images = new ConfiguredImages(config.data(), flags.datasets());
      Experiment experiment = new Experiment(config, runner, evaluator.seed());
      List<OptionalLong> steps = steps(folder.logs());
      TrainedNetwork first =
          TrainedNetwork.read(folder.logs(), steps.get(0), experiment, List.of()).requireFinite();
      measure(experiment, images, steps, first, folder.tensorboard());
    }
  }

  private List<OptionalLong> steps(Path logs) {
    return flags
        .checkpoints()
        .map(range -> range.of(Checkpoints.after(logs, -1)).stream().map(OptionalLong::of).toList())
        .orElse(List.of(flags.from()));
  }

  private ExperimentConfig told(ExperimentConfig config) {
    return config.withSampling(
        config
            .sampling()
            .with(
                flags.samples().or(() -> Optional.of(USUAL_SAMPLES)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  private void measure(
      Experiment experiment,
      ConfiguredImages images,
      List<OptionalLong> steps,
      TrainedNetwork first,
      Path curves) {
    Evaluator network =
        evaluator.evaluator(
            images.shape(), Optional.of(images.areDigits()), flags.datasets(), console);
    ExperimentConfig config = experiment.config();
    EngineChoice draws =
        evaluator.engine(config.backend(), Precision.named(config.precision().toString()));
    try (Backend exact = draws.exact().open();
        Measuring measuring = evaluator.measuring(network, exact, console)) {
      Reference reference =
          against.measured(measuring, Optional.of(images), flags.datasets(), stop, console);
      try (Backend backend = draws.open()) {
        TestOutput output =
            new TestOutput(flags.folder(), first.logs(), flags.atOnce(), Pictures.NONE);
        RunScores scores =
            new RunScores(
                new RunScores.Subject(
                    flags.doc(), experiment, backend, output, curves, flags.datasets(), console),
                measuring,
                reference,
                stop);
        if (flags.checkpoints().isPresent()) {
          scores.table(steps).forEach(console::line);
        } else {
          scores.of(first, flags.features()).forEach(console::line);
        }
      }
    }
  }
}

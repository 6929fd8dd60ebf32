package org.ncsn.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.ncsn.cli.EvaluationPlan.One;
import org.ncsn.cli.EvaluationPlan.Several;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.evaluation.ConfiguredImages;
import org.ncsn.cli.evaluation.Evaluator;
import org.ncsn.cli.evaluation.Evaluator.Names;
import org.ncsn.cli.evaluation.Measuring;
import org.ncsn.cli.evaluation.Reference;
import org.ncsn.cli.evaluation.RunScores;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Pictures;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.experiment.TestOutput;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.runner.Runners;
import org.ncsn.cli.training.Checkpoints;
import org.ncsn.cli.training.TrainedNetwork;
import org.ncsn.tensor.Backend;

/** Draws samples of a run and says how good they are. */
final class EvaluatedRun {
  private final Run run;
  private final AgainstFlags against;
  private final EvaluatorFlags evaluator;
  private final Console console;
  private final BooleanSupplier stop;

  /**
   * @param stop asked after every batch that is measured
   */
  EvaluatedRun(
      Run run,
      AgainstFlags against,
      EvaluatorFlags evaluator,
      Console console,
      BooleanSupplier stop) {
    this.run = run;
    this.against = against;
    this.evaluator = evaluator;
    this.console = console;
    this.stop = stop;
  }

  /**
   * Which run.
   *
   * @param folder of all runs
   * @param doc its name
   */
  record Run(Path folder, String doc) {
    Path datasets() {
      return folder.resolve("datasets");
    }
  }

  /**
   * Measures it.
   *
   * @param planned how, by the config that the run was trained with, and the file that this is in
   */
  void measure(BiFunction<ExperimentConfig, Path, EvaluationPlan> planned) {
    try (RunFolder folder = RunFolder.open(run.folder(), run.doc())) {
      ExperimentConfig stored = ConfigReader.read(folder.config());
      Runner runner = Runners.ofConfig(stored);
      EvaluationPlan plan = planned.apply(stored, folder.config());
      ConfiguredImages images = new ConfiguredImages(plan.config().data(), run.datasets());
      Experiment experiment =
          new Experiment(
              Runners.asTrained(folder.logs(), runner, plan.config()), runner, plan.seed());
      Chosen chosen = chosen(plan, experiment, folder.logs());
      measure(plan, experiment, images, chosen, folder);
    }
  }

  /** What is measured, once it is known that it is there. */
  private interface Chosen {
    List<String> by(RunScores scores);
  }

  private static Chosen chosen(EvaluationPlan plan, Experiment experiment, Path logs) {
    if (plan.checkpoints() instanceof Several several) {
      List<OptionalLong> steps =
          several.range().of(Checkpoints.tested(logs)).stream().map(OptionalLong::of).toList();
      return scores -> scores.table(steps);
    }
    One one = (One) plan.checkpoints();
    TrainedNetwork trained =
        TrainedNetwork.read(logs, one.step(), experiment, List.of()).requireFinite();
    return scores -> scores.of(trained, one.features());
  }

  private Reference reference(EvaluationPlan plan, ConfiguredImages images, Measuring measuring) {
    boolean isOfInception = measuring.evaluator().names().equals(Names.OF_INCEPTION);
    return plan.statistics().isPresent() && isOfInception && !against.isGiven()
        ? Reference.of(plan.statistics().get(), measuring, stop)
        : against.measured(measuring, Optional.of(images), run.datasets(), stop, console);
  }

  private void measure(
      EvaluationPlan plan,
      Experiment experiment,
      ConfiguredImages images,
      Chosen chosen,
      RunFolder folder) {
    Evaluator network =
        evaluator.evaluator(
            images.shape(), Optional.of(images.areDigits()), run.datasets(), console);
    EngineChoice draws = plan.engine();
    try (Backend exact = draws.exact().open();
        Measuring measuring = evaluator.measuring(network, exact, plan.seed(), console)) {
      Reference reference = reference(plan, images, measuring);
      try (Backend backend = draws.open()) {
        TestOutput output =
            new TestOutput(folder.evaluation(), folder.logs(), plan.atOnce(), Pictures.NONE);
        RunScores scores =
            new RunScores(
                new RunScores.Subject(
                    run.doc(),
                    experiment,
                    backend,
                    output,
                    folder.tensorboard(),
                    run.datasets(),
                    console,
                    plan.verbose()),
                measuring,
                reference,
                stop);
        List<String> lines =
            plan.atOnce().isEmpty()
                ? chosen.by(scores)
                : MemoryAdvice.lower(plan.batchKey()).get(() -> chosen.by(scores));
        lines.forEach(console::line);
      }
    }
  }
}

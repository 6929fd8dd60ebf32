package org.ncsn.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.ncsn.cli.EvaluationPlan.One;
import org.ncsn.cli.EvaluationPlan.Several;
import org.ncsn.cli.evaluation.CheckpointTable;
import org.ncsn.cli.evaluation.ConfiguredImages;
import org.ncsn.cli.evaluation.Evaluator;
import org.ncsn.cli.evaluation.Evaluator.Names;
import org.ncsn.cli.evaluation.FidFolder;
import org.ncsn.cli.evaluation.Measuring;
import org.ncsn.cli.evaluation.Reference;
import org.ncsn.cli.evaluation.RunScores;
import org.ncsn.cli.evaluation.RunScores.Subject;
import org.ncsn.cli.evaluation.SampleKeeper;
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
   * @param planned how, by what is in its folder
   */
  void measure(Function<RunFolder, EvaluationPlan> planned) {
    try (RunFolder folder = RunFolder.open(run.folder(), run.doc())) {
      EvaluationPlan plan = planned.apply(folder);
      Runner runner = plan.runner();
      Experiment experiment =
          new Experiment(
              Runners.asTrained(folder.logs(), runner, plan.config()), runner, plan.seed());
      measure(plan, experiment, folder);
    }
  }

  /** What is found of what is measured, once it is known that it is there. */
  private interface Chosen {
    List<String> by(Subject subject, Measuring measuring, Reference reference);
  }

  private void measure(EvaluationPlan plan, Experiment experiment, RunFolder folder) {
    if (plan.checkpoints() instanceof Several several) {
      List<Long> steps = several.range().of(Checkpoints.tested(folder.logs()));
      try (SampleKeeper keeper = keeper(several, steps, experiment.generation().samples())) {
        Chosen chosen =
            (subject, measuring, reference) ->
                new CheckpointTable(subject, measuring, reference, stop, keeper).of(steps);
        measure(plan, experiment, chosen, folder);
      }
    } else if (plan.checkpoints() instanceof One one) {
      TrainedNetwork trained =
          TrainedNetwork.read(folder.logs(), one.step(), experiment, List.of()).requireFinite();
      Chosen chosen =
          (subject, measuring, reference) ->
              new RunScores(subject, measuring, reference, stop).of(trained, one.features());
      measure(plan, experiment, chosen, folder);
    }
  }

  private static SampleKeeper keeper(Several several, List<Long> steps, int samples) {
    return several.kept().isPresent()
        ? FidFolder.open(several.kept().get(), steps, samples)
        : SampleKeeper.NONE;
  }

  private Reference reference(EvaluationPlan plan, ConfiguredImages images, Measuring measuring) {
    boolean isOfInception = measuring.evaluator().names().equals(Names.OF_INCEPTION);
    return plan.statistics().isPresent() && isOfInception && !against.isGiven()
        ? Reference.of(plan.statistics().get(), measuring, stop)
        : against.measured(measuring, Optional.of(images), run.datasets(), stop, console);
  }

  private void measure(
      EvaluationPlan plan, Experiment experiment, Chosen chosen, RunFolder folder) {
    ConfiguredImages images = new ConfiguredImages(plan.config().data(), run.datasets());
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
        Subject subject =
            new Subject(
                run.doc(),
                experiment,
                backend,
                output,
                folder.tensorboard(),
                run.datasets(),
                console,
                plan.verbose());
        List<String> lines =
            plan.atOnce().isEmpty()
                ? chosen.by(subject, measuring, reference)
                : MemoryAdvice.lower(plan.batchKey())
                    .get(() -> chosen.by(subject, measuring, reference));
        lines.forEach(console::line);
      }
    }
  }
}

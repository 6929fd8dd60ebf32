package org.ncsn.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.ncsn.cli.EvaluationPlan.Several;
import org.ncsn.cli.config.ConfigPlace;
import org.ncsn.cli.config.DataConfig.DatasetName;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.FastFidConfig;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.cli.config.SamplingConfig;
import org.ncsn.cli.evaluation.StepRange;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.signal.Interruption;
import org.ncsn.error.UserError;

/**
 * {@code --fast_fid} of the second paper's program: the checkpoints of a run measured as its config
 * says, to find the best. It is {@code ncsn evaluate --checkpoints} with the settings of the
 * section {@code fast_fid}.
 */
final class FastFid {
  private static final String SECTION = "fast_fid";

  private static final Map<DatasetName, String> STATISTICS =
      Map.of(
          DatasetName.CIFAR10, "cifar10_fid.npz",
          DatasetName.CELEBA, "celeba_test_fid_stats.npz");

  private final Options options;

  FastFid(Options options) {
    this.options = options;
  }

  void run(Console console) {
    RunName name = options.experiment;
    try (Interruption interruption = new Interruption()) {
      new EvaluatedRun(
              new EvaluatedRun.Run(name.run(), name.doc()),
              options.against,
              options.evaluator,
              console,
              interruption::requested)
          .measure(this::plan);
    }
  }

  /** Flags go before the section, which goes before {@code sampling}. */
  private EvaluationPlan plan(RunFolder folder) {
    Look look = Look.at(folder, options);
    requireItsRunner(look);
    Runner runner = look.runner();
    ExperimentConfig config = look.config();
    ConfigPlace place = look.place();
    FastFidConfig section = config.fastFid();
    if (section.ensemble()) {
      throw new UserError(
          place.of(SECTION, "ensemble")
              + ": scores of several checkpoints are not averaged here, each is measured alone;"
              + " set it to false");
    }
    SamplingConfig sampling =
        config
            .sampling()
            .with(
                Optional.of(section.numSamples()),
                section.nStepsEach(),
                section.stepLr(),
                Optional.empty());
    return new EvaluationPlan(
        options.applyTo(config.withSampling(sampling), runner),
        runner,
        options.seed(config),
        EngineChoice.of(options, config, runner),
        new Several(
            StepRange.ofSection(
                place, SECTION, Optional.of(section.beginCkpt()), section.endCkpt()),
            options.secondFolder("fid_samples")),
        atOnce(section),
        options.batchSize == null ? place.of(SECTION, "batch_size") : "--batch_size",
        statistics(config.data().dataset()),
        section.verbose());
  }

  /** The files that the published program wants, if the user has them. */
  private Optional<Path> statistics(DatasetName dataset) {
    Path datasets = options.experiment.run().resolve("datasets");
    return Optional.ofNullable(STATISTICS.get(dataset))
        .map(datasets::resolve)
        .filter(Files::isRegularFile);
  }

  private static void requireItsRunner(Look look) {
    RunnerName runner = look.runner().kind();
    if (runner != RunnerName.NCSN) {
      throw new UserError(
          "--fast_fid: measures runs of "
              + RunnerName.NCSN
              + ", this one is of "
              + runner
              + "; use ncsn evaluate --checkpoints FROM:TO:EVERY");
    }
  }

  private OptionalInt atOnce(FastFidConfig section) {
    if (options.batchSize != null) {
      return OptionalInt.of(options.batchSize);
    }
    return section.batchSize().map(OptionalInt::of).orElse(OptionalInt.empty());
  }
}

package org.ncsn.cli.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.TestOutput;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.show.SampledImages;
import org.ncsn.cli.training.TrainedNetwork;
import org.ncsn.data.Dataset;
import org.ncsn.evaluation.MeasuredSet;
import org.ncsn.tensor.Backend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How good the samples of a run are, by one of its checkpoints. */
public final class RunScores {
  private static final Logger LOG = LoggerFactory.getLogger(RunScores.class);

  private final Subject subject;
  private final Measuring measuring;
  private final Reference reference;
  private final BooleanSupplier stop;

  /**
   * @param stop asked after every batch that is measured
   */
  public RunScores(
      Subject subject, Measuring measuring, Reference reference, BooleanSupplier stop) {
    this.subject = subject;
    this.measuring = measuring;
    this.reference = reference;
    this.stop = stop;
  }

  /**
   * What samples are drawn of.
   *
   * @param name of the run
   * @param backend that samples are drawn on
   * @param output where they are until they are measured
   * @param curves the folder of the run's curves
   * @param datasets where data sets are kept
   * @param verbose whether the way of the samples is logged level by level
   */
  public record Subject(
      String name,
      Experiment experiment,
      Backend backend,
      TestOutput output,
      Path curves,
      Path datasets,
      Console console,
      boolean verbose) {
    /** What a checkpoint of it holds. */
    TrainedNetwork trained(long step) {
      return TrainedNetwork.read(output.logs(), OptionalLong.of(step), experiment, List.of())
          .requireFinite();
    }

    /** What stands for all that the samples of a checkpoint depend on, and what becomes of them. */
    String origin(TrainedNetwork trained, String what) {
      return SampledImages.origin(with(trained), what);
    }

    /** Draws samples of a checkpoint, shows them, and removes them. */
    void draw(TrainedNetwork trained, Consumer<ImageSource> seen) {
      LOG.info("Sampling from {}, step {}", trained.file(), step(trained));
      String told = String.format(Locale.ROOT, "samples of %s at step %d", name, step(trained));
      SampledImages.shownTo(
          drawn -> seen.accept(new ImageSource(drawn, told, told)), with(trained), verbose);
    }

    /** How many steps a checkpoint was written after. */
    private static long step(TrainedNetwork trained) {
      return trained.checkpoint().snapshot().step();
    }

    private TestRun with(TrainedNetwork trained) {
      return new TestRun(experiment, trained.weights(), backend, console, output, datasets);
    }

    private ConfiguredImages images() {
      return new ConfiguredImages(experiment.config().data(), datasets);
    }
  }

  /**
   * Measures samples of a checkpoint.
   *
   * @param features file that features and logits are kept in, if they are to be
   * @return what was found, line by line
   */
  public List<String> of(TrainedNetwork trained, Optional<Path> features) {
    EvaluationLines lines = new EvaluationLines(measuring.evaluator());
    subject.draw(
        trained,
        source -> {
          MeasuredSet measured = measuring.of(source, features, stop);
          lines
              .of(source.counted(), reference.told())
              .of(measured, measuring.compared(measured.set(), reference.set(), stop));
          leaveForReport(Subject.step(trained), lines.rows(), source.images());
        });
    return lines.lines();
  }

  private void leaveForReport(long step, List<EvaluationLines.Row> rows, Dataset samples) {
    Path folder = subject.output().folder();
    ReportMaterial material = new ReportMaterial(measuring, folder, subject.console());
    reference.images().ifPresent(images -> material.drawNeighbours(samples, images));
    material.write(step, rows, subject.images());
    LOG.info("Wrote what was found into {}; ncsn report --doc {} shows it", folder, subject.name());
  }
}

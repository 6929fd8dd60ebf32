package org.ncsn.cli.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.ncsn.cli.evaluation.CheckpointScores.Row;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.TestOutput;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.TensorBoard;
import org.ncsn.cli.show.SampledImages;
import org.ncsn.cli.training.TrainedNetwork;
import org.ncsn.data.Dataset;
import org.ncsn.evaluation.MeasuredSet;
import org.ncsn.evaluation.SetComparison;
import org.ncsn.io.FileErrors;
import org.ncsn.memory.AtFirstUse;
import org.ncsn.tensor.Backend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How good the samples of a run are, by one of its checkpoints or by several. */
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
    private ConfiguredImages images() {
      return new ConfiguredImages(experiment.config().data(), datasets);
    }

    private TestRun with(TrainedNetwork trained) {
      return new TestRun(experiment, trained.weights(), backend, console, output, datasets);
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
    draw(
        trained,
        source -> {
          MeasuredSet measured = measuring.of(source, features, stop);
          lines
              .of(source.counted(), reference.told())
              .of(measured, measuring.compared(measured.set(), reference.set(), stop));
          leaveForReport(step(trained), lines.rows(), source.images());
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

  /**
   * Measures as many samples of each of several checkpoints, and draws the curve of their distances
   * for TensorBoard. Those that were measured before, by the same evaluator, are not measured
   * again.
   *
   * @return a table, line by line
   */
  public List<String> table(List<OptionalLong> steps) {
    Path folder = subject.output().folder();
    CheckpointScores scores = CheckpointScores.open(CheckpointScores.file(folder));
    try (AtFirstUse<TensorBoard> board = new AtFirstUse<>(TensorBoard::close)) {
      for (OptionalLong step : steps) {
        TrainedNetwork trained =
            TrainedNetwork.read(subject.output().logs(), step, subject.experiment(), List.of())
                .requireFinite();
        String origin = SampledImages.origin(subject.with(trained), by());
        if (scores.known(step(trained), origin).isEmpty()) {
          Row row = row(trained, origin);
          scores.add(row);
          board
              .orMade(this::board)
              .scalar(measuring.evaluator().names().frechet(), row.frechet(), row.step());
        }
      }
    }
    EvaluationLines head =
        new EvaluationLines(measuring.evaluator())
            .of(
                String.format(
                    Locale.ROOT,
                    "%,d of each checkpoint of %s",
                    subject.experiment().samples(),
                    subject.name()),
                reference.told());
    return head.followedBy(scores.lines(measuring.evaluator().names()));
  }

  private TensorBoard board() {
    Path folder = subject.curves();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw FileErrors.cannotWrite(folder, e);
    }
    return TensorBoard.open(folder, 0);
  }

  /** What the numbers depend on beside the samples. */
  private String by() {
    int mean = Arrays.hashCode(reference.set().statistics().mean().doubles());
    return measuring.evaluator().told() + " against " + reference.told() + " " + mean;
  }

  private Row row(TrainedNetwork trained, String origin) {
    Row[] found = new Row[1];
    draw(
        trained,
        source -> {
          MeasuredSet measured = measuring.of(source, Optional.empty(), stop);
          SetComparison compared = measuring.compared(measured.set(), reference.set(), stop);
          found[0] =
              new Row(
                  step(trained),
                  origin,
                  measure(),
                  compared.frechet(),
                  compared.closer().map(closer -> closer.ofSubsets().mean()).orElse(Double.NaN),
                  measured.score().mean());
        });
    return found[0];
  }

  private String measure() {
    return String.format(
        Locale.ROOT,
        "%s of %,d samples against %s",
        measuring.evaluator().names().frechet(),
        subject.experiment().samples(),
        reference.told());
  }

  private void draw(TrainedNetwork trained, Consumer<ImageSource> seen) {
    LOG.info("Sampling from {}, step {}", trained.file(), step(trained));
    String told =
        String.format(Locale.ROOT, "samples of %s at step %d", subject.name(), step(trained));
    SampledImages.shownTo(
        drawn -> seen.accept(new ImageSource(drawn, told, told)),
        subject.with(trained),
        subject.verbose());
  }

  private static long step(TrainedNetwork trained) {
    return trained.checkpoint().snapshot().step();
  }
}

package org.ncsn.cli.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.ncsn.cli.evaluation.CheckpointScores.Row;
import org.ncsn.cli.evaluation.Evaluator.Names;
import org.ncsn.cli.evaluation.RunScores.Subject;
import org.ncsn.cli.output.TensorBoard;
import org.ncsn.cli.training.TrainedNetwork;
import org.ncsn.evaluation.MeasuredSet;
import org.ncsn.evaluation.SetComparison;
import org.ncsn.io.FileErrors;
import org.ncsn.memory.AtFirstUse;

/** How good the samples of a run are, by several of its checkpoints. */
public final class CheckpointTable {
  private final Subject subject;
  private final Measuring measuring;
  private final Reference reference;
  private final BooleanSupplier stop;
  private final SampleKeeper keeper;
  private final CheckpointScores scores;

  /**
   * @param stop asked after every batch that is measured
   * @param keeper gets the samples, and their distances
   */
  public CheckpointTable(
      Subject subject,
      Measuring measuring,
      Reference reference,
      BooleanSupplier stop,
      SampleKeeper keeper) {
    this.subject = subject;
    this.measuring = measuring;
    this.reference = reference;
    this.stop = stop;
    this.keeper = keeper;
    this.scores = CheckpointScores.open(CheckpointScores.file(subject.output().folder()));
  }

  /**
   * Measures as many samples of each of several checkpoints, and draws the curve of their distances
   * for TensorBoard. Those that were measured before, by the same evaluator, are not measured
   * again.
   *
   * @param steps that the checkpoints are known by
   * @return a table, line by line
   */
  public List<String> of(List<Long> steps) {
    Names names = measuring.evaluator().names();
    try (AtFirstUse<TensorBoard> board = new AtFirstUse<>(TensorBoard::close)) {
      for (long step : steps) {
        keeper.found(step, row(step, board).frechet());
      }
    }
    keeper.told(names);
    EvaluationLines head =
        new EvaluationLines(measuring.evaluator())
            .of(
                String.format(
                    Locale.ROOT,
                    "%,d of each checkpoint of %s",
                    subject.experiment().generation().samples(),
                    subject.name()),
                reference.told());
    return head.followedBy(scores.lines(names));
  }

  private Row row(long step, AtFirstUse<TensorBoard> board) {
    TrainedNetwork trained = subject.trained(step);
    String samples = subject.origin(trained, "kept");
    String origin = subject.origin(trained, by());
    Optional<Row> known = scores.known(step, origin);
    if (known.isPresent() && keeper.holds(step, samples)) {
      return known.get();
    }
    Row[] found = new Row[1];
    subject.draw(
        trained,
        source -> {
          keeper.keep(step, samples, source.images(), subject.console());
          found[0] = known.orElseGet(() -> measured(step, origin, source));
        });
    if (known.isEmpty()) {
      scores.add(found[0]);
      board
          .orMade(this::board)
          .scalar(measuring.evaluator().names().frechet(), found[0].frechet(), found[0].step());
    }
    return found[0];
  }

  private Row measured(long step, String origin, ImageSource source) {
    MeasuredSet measured = measuring.of(source, Optional.empty(), stop);
    SetComparison compared = measuring.compared(measured.set(), reference.set(), stop);
    return new Row(
        step,
        origin,
        measure(),
        compared.frechet(),
        compared.closer().map(closer -> closer.ofSubsets().mean()).orElse(Double.NaN),
        measured.score().mean());
  }

  /** What the numbers depend on beside the samples. */
  private String by() {
    int mean = Arrays.hashCode(reference.set().statistics().mean().doubles());
    return measuring.evaluator().told() + " against " + reference.told() + " " + mean;
  }

  private String measure() {
    return String.format(
        Locale.ROOT,
        "%s of %,d samples against %s",
        measuring.evaluator().names().frechet(),
        subject.experiment().generation().samples(),
        reference.told());
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
}

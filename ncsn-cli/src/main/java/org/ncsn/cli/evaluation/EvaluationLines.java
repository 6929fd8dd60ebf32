package org.ncsn.cli.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ncsn.evaluation.InceptionScore.Score;
import org.ncsn.evaluation.KernelDistance.Estimate;
import org.ncsn.evaluation.MeasuredSet;
import org.ncsn.evaluation.PrecisionRecall;
import org.ncsn.evaluation.PredictedClasses;
import org.ncsn.evaluation.SetComparison;
import org.ncsn.evaluation.SetComparison.Closer;

/** What an evaluation found, line by line. */
public final class EvaluationLines {
  private final Evaluator evaluator;
  private final int width;
  private final List<Row> rows = new ArrayList<>();

  public EvaluationLines(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.width = Math.max("precision".length(), evaluator.names().kernel().length());
  }

  /**
   * Something that was found.
   *
   * @param name what
   * @param value for people to read
   */
  public record Row(String name, String value) {}

  /**
   * What is measured, against what and how.
   *
   * @param samples how many of them, and which
   * @param reference the same of what they are compared with
   */
  public EvaluationLines of(String samples, String reference) {
    add("samples", samples);
    add("against", reference);
    add("measured by", evaluator.told());
    return this;
  }

  /** Distances, scores, and what the samples are taken for. */
  public EvaluationLines of(MeasuredSet samples, SetComparison comparison) {
    Evaluator.Names names = evaluator.names();
    add(names.frechet(), number(comparison.frechet()));
    comparison.closer().ifPresent(closer -> add(names.kernel(), kernel(closer)));
    add(names.score(), score(samples));
    comparison.closer().ifPresent(this::addPrecision);
    if (evaluator.recognises()) {
      recognised(samples.predicted());
    }
    return this;
  }

  /** What was found, one by one. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  public List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  private String line(Row row) {
    return String.format(Locale.ROOT, "%-" + width + "s  %s", row.name(), row.value());
  }

  /** The lines, and others behind them. */
  public List<String> followedBy(List<String> others) {
    return Stream.concat(lines().stream(), others.stream()).toList();
  }

  private static String kernel(Closer closer) {
    Estimate subsets = closer.ofSubsets();
    Estimate blocks = closer.ofBlocks();
    String ofBlocks =
        blocks.distances().size() == 1
            ? "1 block"
            : String.format(
                Locale.ROOT, "error %.6f, %d blocks", blocks.error(), blocks.distances().size());
    return String.format(
        Locale.ROOT,
        "%.6f (deviation %.6f, %d random subsets), %.6f (%s)",
        subsets.mean(),
        subsets.deviation(),
        subsets.distances().size(),
        blocks.mean(),
        ofBlocks);
  }

  private static String score(MeasuredSet samples) {
    String whole = String.format(Locale.ROOT, "%.4f (one part)", samples.score().mean());
    return samples.scoreInParts().map(parts -> parts(parts) + ", " + whole).orElse(whole);
  }

  private static String parts(Score score) {
    return String.format(
        Locale.ROOT,
        "%.4f (deviation %.4f, %d parts)",
        score.mean(),
        score.deviation(),
        score.parts().size());
  }

  private void addPrecision(Closer closer) {
    String of =
        String.format(
            Locale.ROOT,
            "(%d neighbours, %,d of each)",
            PrecisionRecall.NEIGHBOURS,
            closer.compared());
    PrecisionRecall found = closer.precisionRecall();
    add("precision", number(found.precision()) + " " + of);
    add("recall", number(found.recall()) + " " + of);
  }

  private void recognised(PredictedClasses predicted) {
    add(
        "recognised",
        String.format(
            Locale.ROOT,
            "%.1f %% with more than %.0f %% confidence",
            100 * predicted.confidentShare(),
            100 * PredictedClasses.CONFIDENT));
    long[] counts = predicted.counts();
    add(
        "classes",
        IntStream.range(0, counts.length)
            .mapToObj(y -> y + ": " + counts[y])
            .collect(Collectors.joining(", ")));
    add("evenness", number(predicted.evenness()) + " (1: all classes come equally often)");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private void add(String name, String value) {
    rows.add(new Row(name, value));
  }
}

package org.ncsn.spark;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What came of a sweep, experiment by experiment. */
final class SweepTable {
  private static final String HEAD = "run\tsteps\ttest loss\tseconds\tvalues";

  private final List<SweepTrial> trials;
  private final List<TaskResult<TrialResult>> results;

  /**
   * @param results of the trials, in their order
   */
  SweepTable(List<SweepTrial> trials, List<TaskResult<TrialResult>> results) {
    this.trials = trials;
    this.results = results;
  }

  /** Tab-separated lines: a head, and one for each experiment. */
  List<String> lines() {
    return Stream.concat(Stream.of(HEAD), numbers().mapToObj(this::line)).toList();
  }

  private String line(int k) {
    return results.get(k).failure().isEmpty()
        ? results.get(k).made().line()
        : trials.get(k).doc() + "\t-\tfailed\t-\t" + trials.get(k).values();
  }

  /** Why some failed, a line for each. */
  List<String> failures() {
    return numbers()
        .boxed()
        .flatMap(
            k -> results.get(k).failure().map(why -> trials.get(k).doc() + ": " + why).stream())
        .toList();
  }

  /** The one with the lowest loss, if any was trained. */
  Optional<TrialResult> best() {
    return results.stream()
        .filter(result -> result.failure().isEmpty())
        .map(TaskResult::made)
        .min(Comparator.comparingDouble(TrialResult::loss));
  }

  private IntStream numbers() {
    return IntStream.range(0, trials.size());
  }
}

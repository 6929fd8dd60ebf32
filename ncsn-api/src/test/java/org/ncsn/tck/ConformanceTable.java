package org.ncsn.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ncsn.engine.Capability;
import org.ncsn.tck.cases.Case;
import org.ncsn.tck.cases.Cases;
import org.ncsn.tck.check.Check;

/**
 * What was checked and what came out: rows are primitives, columns are checks. A cell counts the
 * cases that passed; it says so of none that did not run, and which the engine says that it lacks.
 */
final class ConformanceTable {
  private final String title;
  private final long seed;
  private final Set<Capability> lacks;
  private final Map<String, Map<Check, Count>> counts = new TreeMap<>();

  ConformanceTable(String title, long seed, Set<Capability> lacks) {
    this.title = title;
    this.seed = seed;
    this.lacks = Set.copyOf(lacks);
  }

  /** Runs a check and writes down how it went. */
  void record(Case subject, Check check, Runnable run) {
    counts
        .computeIfAbsent(subject.primitive(), primitive -> new EnumMap<>(Check.class))
        .computeIfAbsent(check, column -> new Count())
        .count(run);
  }

  String render() {
    List<Check> checks = List.of(Check.values());
    List<String> lines = new ArrayList<>();
    lines.add("# Conformance of " + title);
    lines.add("");
    lines.add(
        "Seed "
            + seed
            + ". A cell counts the cases that passed; every case draws its shapes anew.");
    lacks.stream()
        .sorted()
        .forEach(
            capability ->
                lines.add(
                    "The engine lacks "
                        + capability
                        + ", as it says; what needs that was not checked."));
    lines.add("");
    lines.add(row("primitive", checks.stream().map(Check::toString).toList()));
    lines.add(row("---", checks.stream().map(check -> "---").toList()));
    Cases.all().stream()
        .map(Case::primitive)
        .distinct()
        .forEach(
            primitive ->
                lines.add(
                    row(primitive, checks.stream().map(check -> cell(primitive, check)).toList())));
    return String.join("\n", lines) + "\n";
  }

  /** Writes the table to a file of the build's folder and prints it. */
  void publish(String backend) {
    Path file = Path.of("target", "conformance-" + backend + ".md");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, render());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    System.out.println(render());
  }

  private String cell(String primitive, Check check) {
    long planned = Cases.of(primitive).stream().filter(check::applies).count();
    if (planned == 0) {
      return "no operands";
    }
    if (check.needs().filter(lacks::contains).isPresent()) {
      return "lacks " + check.needs().get();
    }
    Count count = counts.getOrDefault(primitive, Map.of()).getOrDefault(check, new Count());
    if (count.failed > 0) {
      return "FAILED " + count.failed + " of " + planned;
    }
    return count.passed == planned
        ? "passed " + count.passed
        : "NOT RUN " + (planned - count.passed) + " of " + planned;
  }

  private static String row(String head, List<String> cells) {
    return Stream.concat(Stream.of(head), cells.stream())
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  /** How often something passed and failed. */
  private static final class Count {
    private long passed;
    private long failed;

    void count(Runnable run) {
      boolean done = false;
      try {
        run.run();
        done = true;
      } finally {
        passed += done ? 1 : 0;
        failed += done ? 0 : 1;
      }
    }
  }
}

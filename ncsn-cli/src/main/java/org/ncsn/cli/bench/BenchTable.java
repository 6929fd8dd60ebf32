package org.ncsn.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ncsn.cli.bench.BenchEnd.ProfileLine;

/** Measurements as lines of text. */
final class BenchTable {
  private static final String HEAD =
      String.format(
          Locale.ROOT,
          "%-9s %-8s %-9s %10s %19s %10s %9s %8s %8s %9s %9s %8s",
          "program",
          "engine",
          "precision",
          "median s",
          "quartiles s",
          "items/s",
          "GFLOP/s",
          "ceiling",
          "direct",
          "resident",
          "heap",
          "of torch");

  private BenchTable() {}

  /** A line for each row, below a head. */
  static List<String> of(List<BenchRow> rows) {
    List<String> lines = new ArrayList<>(List.of(HEAD));
    for (BenchRow row : rows) {
      Optional<BenchRow> peer =
          rows.stream()
              .filter(other -> other.label().equals("PyTorch"))
              .filter(other -> other.program().equals(row.program()) && !other.equals(row))
              .findFirst();
      lines.add(line(row, peer));
    }
    return lines;
  }

  private static String line(BenchRow row, Optional<BenchRow> peer) {
    boolean counted = row.ready().flops() > 0;
    return String.format(
        Locale.ROOT,
        "%-9s %-8s %-9s %10.4f %19s %10.1f %9s %8s %8s %9s %9s %8s",
        row.program(),
        row.label(),
        row.precision(),
        row.median(),
        String.format(Locale.ROOT, "%.4f-%.4f", row.quantile(0.25), row.quantile(0.75)),
        row.itemsPerSecond(),
        counted ? String.format(Locale.ROOT, "%.1f", row.flopsPerSecond() / 1e9) : "",
        counted ? percent(row.shareOfCeiling()) : "",
        counted ? percent(row.shareOfDirectCeiling()) : "",
        megabytes(row.end().residentBytes()),
        megabytes(row.end().heapBytes()),
        peer.map(other -> String.format(Locale.ROOT, "%.2f", row.median() / other.median()))
            .orElse(""));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private static String megabytes(long bytes) {
    return bytes == 0 ? "" : (bytes >> 20) + " MB";
  }

  /** Where the time of a row went. */
  static List<String> profile(BenchRow row) {
    double all = row.profile().stream().mapToDouble(ProfileLine::seconds).sum();
    double copy = row.end().copyBytesPerSecond();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s on %s, step by step; to read and write memory once is %.1f GB/s",
            row.program(),
            row.label(),
            copy / 1e9));
    for (ProfileLine line : row.profile()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-28s %6d calls %10.2f ms %5.1f %% %7.1f GB/s %6s",
              line.name(),
              line.calls(),
              line.seconds() * 1e3,
              100 * line.seconds() / all,
              line.bytesPerSecond() / 1e9,
              percent(line.bytesPerSecond() / copy)));
    }
    return lines;
  }
}

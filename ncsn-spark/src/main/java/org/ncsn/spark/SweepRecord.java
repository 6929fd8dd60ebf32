package org.ncsn.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ncsn.error.UserError;
import org.ncsn.io.AtomicFile;
import org.ncsn.io.FileErrors;

/**
 * Which configuration each run of a sweep has, written before any is trained: a run that is there
 * is gone on with only if it is the same.
 */
final class SweepRecord {
  private static final String REMEDY = "choose another --doc";

  private final Path logs;
  private final Path file;

  /**
   * @param run folder of all runs
   * @param doc name of the sweep
   */
  SweepRecord(Path run, String doc) {
    this.logs = run.resolve("logs");
    this.file = logs.resolve(doc + ".trials");
  }

  /**
   * Writes down what is going to be trained.
   *
   * @throws UserError if a run of one of these names is another one
   */
  void claim(List<SweepTrial> trials) {
    Map<String, String> known = read();
    for (SweepTrial trial : trials) {
      String before = known.get(trial.doc());
      if (before == null && Files.exists(logs.resolve(trial.doc()))) {
        throw new UserError(
            logs.resolve(trial.doc()) + " is there, and not of this sweep; " + REMEDY);
      }
      if (before != null && !before.equals(trial.fingerprint())) {
        throw new UserError(
            trial.doc()
                + " was another experiment before than "
                + trial.values()
                + "; values may be added at the end of the first list, for anything else "
                + REMEDY);
      }
      known.put(trial.doc(), trial.fingerprint());
    }
    write(known);
  }

  /**
   * Makes sure that this is where the driver wrote down what is trained.
   *
   * @throws UserError if it is another folder
   */
  void requireHolding(SweepTrial trial) {
    if (!trial.fingerprint().equals(read().get(trial.doc()))) {
      throw new UserError(
          "--run "
              + logs.getParent()
              + ": here it is another folder than at the driver; give one that all machines see");
    }
  }

  private Map<String, String> read() {
    if (!Files.exists(file)) {
      return new TreeMap<>();
    }
    try {
      return Files.readAllLines(file).stream()
          .map(line -> line.split("\t", 2))
          .collect(
              Collectors.toMap(
                  parts -> parts[0],
                  parts -> parts[parts.length - 1],
                  (one, other) -> other,
                  TreeMap::new));
    } catch (IOException e) {
      throw FileErrors.cannotRead(file, "record of a sweep", REMEDY, e);
    }
  }

  private void write(Map<String, String> known) {
    String text =
        known.entrySet().stream()
            .map(entry -> entry.getKey() + "\t" + entry.getValue() + "\n")
            .collect(Collectors.joining());
    try {
      Files.createDirectories(logs);
    } catch (IOException e) {
      throw FileErrors.cannotWrite(logs, e);
    }
    AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}

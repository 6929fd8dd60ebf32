package org.ncsn.cli.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.ncsn.error.UserError;
import org.ncsn.io.AtomicFile;
import org.ncsn.io.FileErrors;

/**
 * How good the checkpoints of a run are, in a file that has every one as soon as it is known: what
 * was computed before a kill is not computed again.
 */
public final class CheckpointScores {
  private static final ObjectMapper JSON = new JsonMapper();

  /** Checkpoints of a run, and evaluations of each. */
  private static final long MOST_BYTES = 1 << 24;

  private final Path file;
  private final List<Row> rows;
  private final List<Row> shown = new ArrayList<>();

  private CheckpointScores(Path file, List<Row> rows) {
    this.file = file;
    this.rows = rows;
  }

  /**
   * What was found of a checkpoint.
   *
   * @param step how many steps it was written after
   * @param origin stands for everything that the numbers depend on
   * @param measure what the distance is called, of how many samples and from what
   * @param frechet the squared Fréchet distance
   * @param kernel the kernel distance; NaN where features of the images are missing
   * @param score the Inception score of all samples as one part
   */
  public record Row(
      long step, String origin, String measure, double frechet, double kernel, double score) {}

  /** All that is in a file. */
  private record Content(List<Row> checkpoints) {}

  /**
   * Reads a file, or begins one.
   *
   * @throws UserError if it cannot be read
   */
  public static CheckpointScores open(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("it is larger than " + MOST_BYTES + " bytes");
      }
      Content content = JSON.readValue(Files.readAllBytes(file), Content.class);
      if (content.checkpoints() == null
          || content.checkpoints().stream()
              .anyMatch(row -> row == null || row.origin() == null || row.measure() == null)) {
        throw new IOException("it has no checkpoints, or one without an origin or measure");
      }
      return new CheckpointScores(file, new ArrayList<>(content.checkpoints()));
    } catch (NoSuchFileException none) {
      return new CheckpointScores(file, new ArrayList<>());
    } catch (JsonProcessingException e) {
      throw FileErrors.cannotRead(
          file, "table of checkpoints", "remove it", new IOException(e.getOriginalMessage(), e));
    } catch (IOException e) {
      throw FileErrors.cannotRead(file, "table of checkpoints", "remove it", e);
    }
  }

  /**
   * The distances by step, under what they are called; of those that were found twice, the later.
   */
  public Map<String, NavigableMap<Long, Double>> curves() {
    Map<String, NavigableMap<Long, Double>> curves = new LinkedHashMap<>();
    for (Row row : rows) {
      curves.computeIfAbsent(row.measure(), any -> new TreeMap<>()).put(row.step(), row.frechet());
    }
    return curves;
  }

  /** The file of a run's table. */
  public static Path file(Path evaluation) {
    return evaluation.resolve("checkpoints.json");
  }

  /** What was found before of a checkpoint, which is in the table now. */
  public Optional<Row> known(long step, String origin) {
    Optional<Row> known =
        rows.stream().filter(row -> row.step() == step && row.origin().equals(origin)).findFirst();
    known.ifPresent(shown::add);
    return known;
  }

  /**
   * Adds what was found of a checkpoint.
   *
   * @throws UserError if it cannot be written
   */
  public void add(Row row) {
    rows.add(row);
    shown.add(row);
    AtomicFile.write(
        file,
        out ->
            out.write(
                JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(new Content(rows))
                    .getBytes(StandardCharsets.UTF_8)));
  }

  /** The table of this evaluation's checkpoints, and the best of them by the Fréchet distance. */
  public List<String> lines(Evaluator.Names names) {
    List<String> lines = new ArrayList<>();
    String format = "%10s  %" + width(names.frechet()) + "s  %" + width(names.kernel()) + "s  %s";
    lines.add(
        String.format(Locale.ROOT, format, "step", names.frechet(), names.kernel(), names.score()));
    for (Row row : shown) {
      lines.add(
          String.format(
              Locale.ROOT,
              format,
              row.step(),
              String.format(Locale.ROOT, "%.4f", row.frechet()),
              number(row.kernel(), 6),
              number(row.score(), 4)));
    }
    shown.stream()
        .min(Comparator.comparingDouble(Row::frechet))
        .ifPresent(
            best ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "best: step %d, %s %s",
                        best.step(),
                        names.frechet(),
                        number(best.frechet(), 4))));
    return lines;
  }

  private static int width(String heading) {
    return Math.max(heading.length(), 10);
  }

  private static String number(double value, int digits) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}

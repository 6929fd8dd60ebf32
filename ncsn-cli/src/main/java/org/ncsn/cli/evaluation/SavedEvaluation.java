package org.ncsn.cli.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ncsn.classifier.ConfusionMatrix;
import org.ncsn.cli.evaluation.EvaluationLines.Row;
import org.ncsn.io.AtomicFile;
import org.ncsn.io.FileErrors;

/**
 * The last evaluation of a run's samples, for the report: {@code evaluation.json} in the run's
 * folder of evaluations.
 *
 * @param step of the checkpoint
 * @param rows what was found
 * @param confusion how many test images of each class the evaluator takes for which, a row a class
 *     that is shown; empty if it does not recognise what the run's images show
 */
public record SavedEvaluation(long step, List<Row> rows, List<List<Integer>> confusion) {
  /** The nearest images by features; its sibling is by pixels. */
  public static final String BY_FEATURES = "neighbours_by_features.png";

  public static final String BY_PIXELS = "neighbours_by_pixels.png";

  private static final String FILE = "evaluation.json";
  private static final long MOST_BYTES = 1 << 20;
  private static final ObjectMapper JSON = new JsonMapper();

  public SavedEvaluation {
    rows = List.copyOf(rows);
    confusion = confusion.stream().map(List::copyOf).toList();
  }

  /** The counts of a confusion matrix. */
  public static List<List<Integer>> counts(ConfusionMatrix confusion) {
    List<Integer> classes = IntStream.range(0, confusion.classes()).boxed().toList();
    return classes.stream()
        .map(shown -> classes.stream().map(taken -> confusion.at(shown, taken)).toList())
        .toList();
  }

  /**
   * Writes it.
   *
   * @throws org.ncsn.error.UserError if it cannot be written
   */
  public void write(Path folder) {
    AtomicFile.write(
        folder.resolve(FILE),
        out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this)));
  }

  /**
   * That of a run, if there is one.
   *
   * @throws org.ncsn.error.UserError if it is damaged
   */
  public static Optional<SavedEvaluation> read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("it is larger than " + MOST_BYTES + " bytes");
      }
      SavedEvaluation read = JSON.readValue(Files.readAllBytes(file), SavedEvaluation.class);
      if (read.rows.stream().anyMatch(row -> row.name() == null || row.value() == null)) {
        throw new IOException("something in it has no name or no value");
      }
      return Optional.of(read);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      // What the library says of JSON names its own classes, and ours.
      throw damaged(file, new IOException("it is no JSON of an evaluation", e));
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }

  private static RuntimeException damaged(Path file, IOException problem) {
    return FileErrors.cannotRead(
        file, "evaluation", "delete it and run ncsn evaluate again", problem);
  }
}

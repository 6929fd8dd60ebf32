package org.ncsn.spark;

import java.io.Serializable;
import java.util.Locale;
import org.ncsn.error.UserError;

/** What came of an experiment of a sweep: a line of the table. */
final class TrialResult implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String doc;
  private final String values;
  private final long steps;
  private final double loss;
  private final double seconds;

  /**
   * @param values those that the experiment does not share with all others
   * @param steps of its training
   * @param loss of the trained network on a batch of test images, the same for all experiments
   * @param seconds that the training took, or what was left of it
   */
  TrialResult(String doc, String values, long steps, double loss, double seconds) {
    this.doc = doc;
    this.values = values;
    this.steps = steps;
    this.loss = loss;
    this.seconds = seconds;
  }

  double loss() {
    return loss;
  }

  String doc() {
    return doc;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "test loss %s after %.0f s, %s", loss, seconds, values);
  }

  /** Its line. */
  String line() {
    return String.format(
        Locale.ROOT, "%s\t%d\t%s\t%.1f\t%s", doc, steps, Double.toString(loss), seconds, values);
  }

  /**
   * What a line says.
   *
   * @throws UserError if it is none
   */
  static TrialResult of(String line) {
    try {
      String[] parts = line.strip().split("\t", 5);
      return new TrialResult(
          parts[0],
          parts[4],
          Long.parseLong(parts[1]),
          Double.parseDouble(parts[2]),
          Double.parseDouble(parts[3]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new UserError("no result of a sweep: '" + line + "'; remove it to train again", e);
    }
  }
}

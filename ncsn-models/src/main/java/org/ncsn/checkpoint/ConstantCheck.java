package org.ncsn.checkpoint;

import java.nio.file.Path;
import java.util.Locale;
import org.ncsn.array.HostArray;
import org.ncsn.error.UserError;

/**
 * Compares what a file holds of a network's constants with what they are by its config: weights
 * that were trained with other noise levels make nonsense, and nothing else would show it.
 */
final class ConstantCheck {
  /** Programs round differently on the way to {@code float32}. */
  private static final double ROUNDING = 1e-5;

  private ConstantCheck() {}

  /**
   * Makes sure that an array is the constant.
   *
   * @param stored of the shape of the constant
   * @throws UserError if it is not
   */
  static void require(Path file, String name, HostArray expected, HostArray stored) {
    for (int i = 0; i < expected.shape().intSize(); i++) {
      double difference = Math.abs(stored.at(i) - expected.at(i));
      if (!(difference <= ROUNDING * Math.abs(expected.at(i)))) {
        throw new UserError(
            String.format(
                Locale.ROOT,
                "%s: its %s run from %s to %s, those of the config from %s to %s (number %d is %s"
                    + " and %s); use the config that it was trained with",
                file,
                name,
                (float) stored.at(0),
                (float) stored.at(stored.shape().intSize() - 1),
                (float) expected.at(0),
                (float) expected.at(expected.shape().intSize() - 1),
                i,
                (float) stored.at(i),
                (float) expected.at(i)));
      }
    }
  }
}

package org.ncsn.cli.evaluation;

import java.util.Optional;
import org.ncsn.array.Shape;
import org.ncsn.classifier.DigitClassifier;
import org.ncsn.error.UserError;

/**
 * The classifier of digits that comes with the program: needs nothing, and its numbers are no FID.
 */
public final class DigitEvaluator implements EvaluatorKind {
  private static final String NAME = "digits";
  private static final int BATCH = 100;

  @Override
  public String name() {
    return NAME;
  }

  /** For digits; where nothing is known of images, for those of their size. */
  @Override
  public boolean isFor(Shape image, Optional<Boolean> ofDigits) {
    return ofDigits.orElse(image.equals(Shape.of(28, 28, 1)));
  }

  @Override
  public Evaluator open(Options options) {
    if (options.weights().isPresent()) {
      throw new UserError("--inception: the classifier of digits has weights of its own");
    }
    if (options.resize().isPresent()) {
      throw new UserError("--resize: the classifier of digits knows one way only");
    }
    DigitClassifier classifier = DigitClassifier.shipped();
    return new Evaluator(
        Evaluator.Names.of(NAME),
        "the classifier of digits that comes with the program, antialiased resize to 28x28",
        classifier.network(),
        classifier.weights(),
        BATCH,
        true);
  }
}

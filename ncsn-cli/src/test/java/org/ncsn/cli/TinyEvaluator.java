package org.ncsn.cli;

import java.util.Optional;
import org.ncsn.array.Shape;
import org.ncsn.cli.evaluation.Evaluator;
import org.ncsn.cli.evaluation.EvaluatorKind;
import org.ncsn.evaluation.TinyFeatures;

/** A network that sees a corner of images, as {@code --evaluator tiny}. */
public final class TinyEvaluator implements EvaluatorKind {
  static final String NAME = "tiny";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isFor(Shape image, Optional<Boolean> ofDigits) {
    return image.equals(Shape.of(6, 6, 1));
  }

  @Override
  public Evaluator open(Options options) {
    TinyFeatures network = new TinyFeatures();
    return new Evaluator(
        Evaluator.Names.of(NAME),
        "a tiny network, the corner of images as it is",
        network,
        network.weights(),
        4,
        true);
  }
}

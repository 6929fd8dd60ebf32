package org.ncsn.cli.evaluation;

import java.nio.file.Path;
import java.util.Optional;
import org.ncsn.array.Shape;
import org.ncsn.data.Download;

/**
 * A kind of evaluator, found by {@link java.util.ServiceLoader}: a line in {@code
 * META-INF/services} adds one.
 */
public interface EvaluatorKind {
  /** What {@code --evaluator} calls it. */
  String name();

  /**
   * Whether it goes before the others for some images.
   *
   * @param image shape of the images, {@code [H,W,C]}
   * @param ofDigits whether they are known to be digits; empty where nothing is known
   */
  boolean isFor(Shape image, Optional<Boolean> ofDigits);

  /** Whether it is taken where no kind goes before the others. */
  default boolean isUsual() {
    return false;
  }

  /**
   * Reads its weights.
   *
   * @throws org.ncsn.error.UserError if they are missing, damaged or of another network, or it does
   *     not know an option
   */
  Evaluator open(Options options);

  /**
   * What flags say of an evaluator.
   *
   * @param weights a file of weights in place of its own
   * @param resize how images are brought to the size of the network, by name
   * @param datasets the folder of data sets, where weights are looked for, too
   * @param downloads who is told of a download, if weights may be downloaded
   */
  record Options(
      Optional<Path> weights,
      Optional<String> resize,
      Path datasets,
      Optional<Download.Progress> downloads) {}
}

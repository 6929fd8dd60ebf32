package org.ncsn.cli.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;

/** The kinds of evaluators that there are. */
public final class Evaluators {
  private Evaluators() {}

  private static List<EvaluatorKind> found() {
    return ServiceLoader.load(EvaluatorKind.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /**
   * The kind of a name.
   *
   * @throws UserError if there is none
   */
  public static EvaluatorKind named(String name) {
    return found().stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError("--evaluator must be one of " + names() + ", found '" + name + "'"));
  }

  /**
   * The kind that images are measured by if nobody says which.
   *
   * @param image shape of the images, {@code [H,W,C]}
   * @param ofDigits whether they are known to be digits; empty where nothing is known
   * @throws UserError if there is none
   */
  public static EvaluatorKind usualFor(Shape image, Optional<Boolean> ofDigits) {
    List<EvaluatorKind> all = found();
    return all.stream()
        .filter(kind -> kind.isFor(image, ofDigits))
        .findFirst()
        .or(() -> all.stream().filter(EvaluatorKind::isUsual).findFirst())
        .orElseThrow(
            () -> new UserError("--evaluator: choose the network that measures, " + names()));
  }

  private static String names() {
    return found().stream().map(EvaluatorKind::name).sorted().collect(Collectors.joining(", "));
  }
}

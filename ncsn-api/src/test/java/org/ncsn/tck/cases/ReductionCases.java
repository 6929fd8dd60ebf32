package org.ncsn.tck.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.ncsn.array.Shape;
import org.ncsn.kernel.Reduction;
import org.ncsn.primitive.Probabilities;
import org.ncsn.primitive.Reductions;
import org.ncsn.tensor.Tensor;

final class ReductionCases {
  private static final String FAMILY = "reductions";

  private ReductionCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (Reduction reduction : Reduction.values()) {
      Domain domain = reduction == Reduction.MAX ? Domain.ties(0) : Domain.REAL;
      cases.addAll(
          reduced(
              new Reductions.Reduce(reduction, List.of(), false).name(),
              domain,
              (x, keep, axes) ->
                  Tensor.apply(
                      new Reductions.Reduce(reduction, IntStream.of(axes).boxed().toList(), keep),
                      x)));
    }
    cases.addAll(reduced("logSumExp", Domain.WIDE, Reductions::logSumExp));
    for (int rank : new int[] {1, 2, 4}) {
      cases.add(alongTheLast("softmax", rank, Probabilities::softmax));
      cases.add(alongTheLast("logSoftmax", rank, Probabilities::logSoftmax));
    }
    return cases;
  }

  private static Case alongTheLast(String name, int rank, UnaryOperator<Tensor> function) {
    return Case.of(
        FAMILY,
        name,
        "along the last of " + rank + " axes",
        draw -> Application.of(draw.shape(rank), Domain.WIDE, function));
  }

  private static List<Case> reduced(String name, Domain domain, Reducer reducer) {
    return List.of(
        along(name, "all axes", domain, reducer, rank -> draw -> everything(rank)),
        along(name, "one axis", domain, reducer, rank -> draw -> one(draw.between(0, rank - 1))),
        along(name, "some axes", domain, reducer, rank -> draw -> draw.some(rank)),
        Case.of(
            FAMILY,
            name,
            "an image's pixels, axes kept",
            draw ->
                Application.of(draw.image(3, 2, 3), domain, x -> reducer.reduce(x, true, 1, 2))));
  }

  private static Case along(
      String name,
      String setting,
      Domain domain,
      Reducer reducer,
      Function<Integer, Function<Draw, int[]>> axes) {
    return Case.of(
        FAMILY,
        name,
        setting,
        draw -> {
          Shape shape = draw.shape(draw.between(1, 4));
          int[] chosen = axes.apply(shape.rank()).apply(draw);
          boolean keep = draw.coin();
          return Application.of(shape, domain, x -> reducer.reduce(x, keep, chosen));
        });
  }

  private static int[] everything(int rank) {
    return IntStream.range(0, rank).toArray();
  }

  private static int[] one(int axis) {
    return new int[] {axis};
  }

  /** A reduction along axes. */
  private interface Reducer {
    Tensor reduce(Tensor x, boolean keepAxes, int... axes);
  }
}

package org.ncsn.tck.cases;

import java.util.List;
import java.util.stream.Stream;

/** All cases of the kit. */
public final class Cases {
  private static final List<Case> ALL =
      Stream.of(
              CreationCases.all(),
              ElementwiseCases.all(),
              BroadcastCases.all(),
              ReductionCases.all(),
              ShapingCases.all(),
              IndexingCases.all(),
              MatrixCases.all(),
              ConvolutionCases.all(),
              PoolingCases.all(),
              ResizeCases.all())
          .flatMap(List::stream)
          .toList();

  private Cases() {}

  public static List<Case> all() {
    return ALL;
  }

  /** The cases of one primitive. */
  public static List<Case> of(String primitive) {
    return ALL.stream().filter(each -> each.primitive().equals(primitive)).toList();
  }
}

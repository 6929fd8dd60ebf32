package org.ncsn.tck.cases;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.array.Shape;
import org.ncsn.primitive.Resize;
import org.ncsn.tensor.Tensor;

final class ResizeCases {
  private static final String FAMILY = "resize";

  private ResizeCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    cases.addAll(both("twice the size", 4, 3, 8, 6));
    cases.addAll(both("4 to 7", 4, 4, 7, 7));
    cases.addAll(both("half the size", 8, 6, 4, 3));
    cases.addAll(both("up and down", 5, 7, 9, 4));
    cases.addAll(both("same size", 5, 3, 5, 3));
    cases.addAll(both("to one pixel", 5, 4, 1, 1));
    cases.addAll(both("to one row", 5, 4, 1, 6));
    cases.addAll(both("from one pixel", 1, 1, 4, 3));
    cases.addAll(both("from one column", 3, 1, 5, 4));
    return cases;
  }

  private static List<Case> both(String setting, int height, int width, int toHeight, int toWidth) {
    return List.of(
        Case.of(
            FAMILY,
            "bilinear",
            setting,
            draw ->
                Application.of(
                    image(draw, height, width),
                    Domain.REAL,
                    x -> Tensor.apply(new Resize.Bilinear(toHeight, toWidth), x))),
        Case.of(
            FAMILY,
            "bilinearAdjoint",
            setting,
            draw ->
                Application.of(
                    image(draw, toHeight, toWidth),
                    Domain.REAL,
                    x -> Tensor.apply(new Resize.BilinearAdjoint(height, width), x))));
  }

  private static Shape image(Draw draw, int height, int width) {
    return Shape.of(draw.between(1, 3), height, width, draw.between(1, 3));
  }
}

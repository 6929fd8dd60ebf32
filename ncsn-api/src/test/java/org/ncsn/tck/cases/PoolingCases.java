package org.ncsn.tck.cases;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.array.Shape;
import org.ncsn.kernel.PoolWindow;
import org.ncsn.primitive.Pooling;
import org.ncsn.tensor.Tensor;

final class PoolingCases {
  private static final String FAMILY = "pooling";

  private static final List<PoolWindow> WINDOWS =
      List.of(
          new PoolWindow(5, 1, 2),
          new PoolWindow(2, 2, 0),
          new PoolWindow(3, 1, 1),
          new PoolWindow(3, 2, 1),
          new PoolWindow(3, 3, 0),
          new PoolWindow(2, 1, 1),
          new PoolWindow(2, 3, 0),
          new PoolWindow(1, 2, 0));

  private PoolingCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (PoolWindow window : WINDOWS) {
      String setting =
          window.size()
              + "x"
              + window.size()
              + " stride "
              + window.stride()
              + " pad "
              + window.pad();
      cases.add(
          Case.of(
              FAMILY,
              "averagePool",
              setting,
              draw ->
                  Application.of(
                      image(draw, window), Domain.REAL, x -> Pooling.average(x, window))));
      cases.add(Case.of(FAMILY, "averagePoolAdjoint", setting, draw -> adjoint(draw, window)));
      cases.add(
          Case.of(
              FAMILY,
              "maxPool",
              setting,
              draw ->
                  Application.of(
                      image(draw, window), Domain.ties(0), x -> Pooling.max(x, window))));
    }
    return cases;
  }

  private static Application adjoint(Draw draw, PoolWindow window) {
    Shape image = image(draw, window);
    return Application.of(
        window.output(image),
        Domain.REAL,
        x -> Tensor.apply(new Pooling.AverageAdjoint(image, window), x));
  }

  private static Shape image(Draw draw, PoolWindow window) {
    int least = Math.max(1, window.size() - 2 * window.pad());
    return draw.image(least, least, draw.between(1, 3));
  }
}

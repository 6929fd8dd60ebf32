package org.ncsn.tck.check;

import java.util.List;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.autograd.Gradients;
import org.ncsn.tck.cases.Application;
import org.ncsn.tck.cases.Draw;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** Compares the vector-Jacobian product with differences of the values, in {@code float64}. */
record GradientCheck() implements Check.Body {
  @Override
  public void run(Backend backend, Application application, Draw draw) {
    Weighted weighted = new Weighted(backend, application);
    List<HostArray> point = weighted.point(draw, DType.FLOAT64);
    List<Integer> variables = weighted.variables();
    List<Tensor> arguments = weighted.watched(Host.upload(backend, point), variables);
    List<Tensor> gradients =
        Gradients.of(weighted.scalar(arguments), variables.stream().map(arguments::get).toList());
    for (int i = 0; i < variables.size(); i++) {
      Derivatives.check(
          at -> value(backend, weighted, at),
          point,
          variables.get(i),
          gradients.get(i).toHost(),
          draw);
    }
  }

  private static double value(Backend backend, Weighted weighted, List<HostArray> point) {
    try (Scope scope = Scope.open()) {
      return weighted.scalar(Host.upload(backend, point)).toHost().scalar();
    }
  }
}

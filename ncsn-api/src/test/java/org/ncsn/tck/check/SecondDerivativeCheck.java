package org.ncsn.tck.check;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.autograd.Gradients;
import org.ncsn.tck.cases.Application;
import org.ncsn.tck.cases.Draw;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/**
 * Compares the gradient of {@code <gradient, direction>} with differences of the first gradient, in
 * {@code float64}: with respect to every operand and to the cotangent, on which the gradient of a
 * linear operation depends alone.
 */
record SecondDerivativeCheck() implements Check.Body {
  @Override
  public void run(Backend backend, Application application, Draw draw) {
    Weighted weighted = new Weighted(backend, application);
    List<HostArray> point = weighted.point(draw, DType.FLOAT64);
    for (int first : weighted.variables()) {
      HostArray direction = Host.normal(draw, point.get(first).shape());
      List<Integer> variables = new ArrayList<>(weighted.variables());
      variables.add(point.size() - 1);
      List<Tensor> arguments = weighted.watched(Host.upload(backend, point), variables);
      Tensor slope = weighted.slope(arguments, first, backend.tensor(direction));
      List<Tensor> gradients = Gradients.of(slope, variables.stream().map(arguments::get).toList());
      for (int i = 0; i < variables.size(); i++) {
        Derivatives.check(
            at -> value(backend, weighted, at, first, direction),
            point,
            variables.get(i),
            gradients.get(i).toHost(),
            draw);
      }
    }
  }

  private static double value(
      Backend backend, Weighted weighted, List<HostArray> point, int first, HostArray direction) {
    try (Scope scope = Scope.open()) {
      List<Tensor> arguments = weighted.watched(Host.upload(backend, point), List.of(first));
      return weighted.slope(arguments, first, backend.tensor(direction)).toHost().scalar();
    }
  }
}

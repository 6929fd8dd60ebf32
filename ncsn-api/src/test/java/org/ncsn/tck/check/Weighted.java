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
 * A scalar made of an operation: the sum of its result's elements, each with a weight. Its
 * arguments are the operands and, last, the weights.
 */
final class Weighted {
  private final Backend backend;
  private final Application application;

  Weighted(Backend backend, Application application) {
    this.backend = backend;
    this.application = application;
  }

  /** Operands where the operation is smooth, and normal weights. */
  List<HostArray> point(Draw draw, DType dtype) {
    List<HostArray> point = new ArrayList<>(application.smooth(draw, dtype));
    try (Scope scope = Scope.open()) {
      Tensor result = application.apply(Host.upload(backend, point));
      point.add(Host.normal(draw, result.shape()).to(dtype));
    }
    return point;
  }

  /** Which arguments are differentiated, the weights left out. */
  List<Integer> variables() {
    List<Integer> variables = new ArrayList<>();
    for (int i = 0; i < application.operands().size(); i++) {
      if (application.operands().get(i).domain().isVariable()) {
        variables.add(i);
      }
    }
    return variables;
  }

  /** The arguments as tensors, those that are differentiated being watched. */
  List<Tensor> watched(List<Tensor> arguments, List<Integer> variables) {
    List<Tensor> watched = new ArrayList<>(arguments);
    variables.forEach(variable -> watched.set(variable, arguments.get(variable).watched()));
    return watched;
  }

  Tensor result(List<Tensor> arguments) {
    return application.apply(arguments.subList(0, arguments.size() - 1));
  }

  Tensor scalar(List<Tensor> arguments) {
    return result(arguments).multiply(arguments.get(arguments.size() - 1)).sum();
  }

  /** The scalar's gradient at one argument, times a direction: a scalar again. */
  Tensor slope(List<Tensor> arguments, int variable, Tensor direction) {
    return Gradients.differentiable(scalar(arguments), arguments.get(variable))
        .multiply(direction)
        .sum();
  }
}

package org.ncsn.tck.check;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.autograd.Gradients;
import org.ncsn.tck.TensorAssert;
import org.ncsn.tck.cases.Application;
import org.ncsn.tck.cases.Draw;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** Compares a compiled program of value and gradients with the same computed at once; twice. */
record CompiledCheck(DType dtype, double tolerance) implements Check.Body {
  @Override
  public void run(Backend backend, Application application, Draw draw) {
    Weighted weighted = new Weighted(backend, application);
    List<HostArray> first = weighted.point(draw, dtype);
    List<HostArray> second = weighted.point(draw, dtype);
    try (CompiledProgram program =
        backend.compile(
            "value and gradients",
            first.stream().map(HostArray::type).toList(),
            arguments -> outputs(weighted, arguments))) {
      compare(backend, program, weighted, first);
      compare(backend, program, weighted, second);
    }
  }

  private void compare(
      Backend backend, CompiledProgram program, Weighted weighted, List<HostArray> point) {
    try (Scope scope = Scope.open()) {
      List<Tensor> arguments = Host.upload(backend, point);
      List<Tensor> expected = outputs(weighted, arguments);
      List<Tensor> actual = program.run(arguments);
      for (int i = 0; i < expected.size(); i++) {
        TensorAssert.assertThat(actual.get(i))
            .as(i == 0 ? "the value" : "the gradient at variable " + i)
            .isCloseTo(expected.get(i).toHost(), tolerance, Host.real(point));
      }
    }
  }

  private static List<Tensor> outputs(Weighted weighted, List<Tensor> arguments) {
    List<Integer> variables = weighted.variables();
    List<Tensor> watched = weighted.watched(arguments, variables);
    List<Tensor> outputs = new ArrayList<>();
    outputs.add(weighted.result(watched));
    outputs.addAll(
        Gradients.of(weighted.scalar(watched), variables.stream().map(watched::get).toList()));
    return outputs;
  }
}

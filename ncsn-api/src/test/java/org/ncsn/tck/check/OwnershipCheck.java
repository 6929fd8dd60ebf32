package org.ncsn.tck.check;

import java.util.List;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.tck.cases.Application;
import org.ncsn.tck.cases.Draw;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;

/**
 * Operands and results share no memory that anybody could notice: neither is changed by the
 * operation, by the release of the other, or by what is computed afterwards.
 */
record OwnershipCheck() implements Check.Body {
  private static final int TIMES = 3;

  @Override
  public void run(Backend backend, Application application, Draw draw) {
    List<HostArray> values = application.anywhere(draw, DType.FLOAT32);
    List<Tensor> operands = Host.upload(backend, values);
    Tensor result = application.apply(operands);
    HostArray before = result.toHost();
    unchanged("an operand, by the operation,", values, operands);
    operands.forEach(Tensor::close);
    reuseMemory(backend, application, draw);
    unchanged("the result, by the release of the operands,", List.of(before), List.of(result));

    List<Tensor> again = Host.upload(backend, values);
    application.apply(again).close();
    reuseMemory(backend, application, draw);
    unchanged("an operand, by the release of the result,", values, again);
  }

  /** What was freed wrongly is likely to be overwritten by arrays of the same sizes. */
  private static void reuseMemory(Backend backend, Application application, Draw draw) {
    for (int i = 0; i < TIMES; i++) {
      application.apply(Host.upload(backend, application.anywhere(draw, DType.FLOAT32)));
    }
  }

  private static void unchanged(String what, List<HostArray> expected, List<Tensor> tensors) {
    List<HostArray> found = tensors.stream().map(Tensor::toHost).toList();
    if (!found.equals(expected)) {
      throw new AssertionError(what + " was changed");
    }
  }
}

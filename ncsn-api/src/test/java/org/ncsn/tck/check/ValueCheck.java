package org.ncsn.tck.check;

import java.util.List;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.tck.ReferenceBackend;
import org.ncsn.tck.TensorAssert;
import org.ncsn.tck.cases.Application;
import org.ncsn.tck.cases.Draw;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;

/** Compares with the reference in {@code float64}, given the same (rounded) operands. */
record ValueCheck(DType dtype, double tolerance) implements Check.Body {
  private static final Backend REFERENCE = ReferenceBackend.open();

  @Override
  public void run(Backend backend, Application application, Draw draw) {
    List<HostArray> operands = application.anywhere(draw, dtype);
    HostArray expected = application.apply(Host.upload(REFERENCE, Host.widened(operands))).toHost();
    Tensor actual = application.apply(Host.upload(backend, operands));
    HostArray values = actual.toHost();
    if (actual.dtype() != dtype || !actual.type().equals(values.type())) {
      throw new AssertionError(
          "the result is " + actual.type() + " with values " + values.type() + ", not " + dtype);
    }
    TensorAssert.assertThat(values).isCloseTo(expected, tolerance, Host.real(operands));
  }
}

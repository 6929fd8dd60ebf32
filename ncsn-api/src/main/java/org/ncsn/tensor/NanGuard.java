package org.ncsn.tensor;

import java.util.List;
import java.util.stream.Collectors;
import org.ncsn.array.HostArray;
import org.ncsn.program.Primitive;

/** Finds the first primitive that makes a number which is none. */
final class NanGuard {
  private NanGuard() {}

  static void check(Primitive primitive, List<HostArray> operands, HostArray result) {
    int length = result.shape().intSize();
    for (int i = 0; i < length; i++) {
      if (!Double.isFinite(result.at(i))) {
        throw new ArithmeticException(
            primitive.name()
                + " produced "
                + result.at(i)
                + " at element "
                + i
                + " of "
                + result.type()
                + " from "
                + operands.stream().map(NanGuard::range).collect(Collectors.joining(", ")));
      }
    }
  }

  private static String range(HostArray operand) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    int length = operand.shape().intSize();
    for (int i = 0; i < length; i++) {
      least = Math.min(least, operand.at(i));
      greatest = Math.max(greatest, operand.at(i));
    }
    return operand.type() + " between " + least + " and " + greatest;
  }
}

package org.ncsn.primitive;

import java.util.List;
import org.ncsn.array.DType;
import org.ncsn.array.TensorType;

/** Checks that shape rules share; every failure names the operation. */
final class Rules {
  private Rules() {}

  static IllegalArgumentException broken(String operation, String rule) {
    return new IllegalArgumentException(operation + ": " + rule);
  }

  /** The common floating type of all operands. */
  static DType floating(String operation, List<TensorType> operands) {
    DType first = operands.get(0).dtype();
    for (TensorType operand : operands) {
      if (!operand.dtype().isFloating()) {
        throw broken(operation, "computes with real numbers, found " + operand);
      }
      if (operand.dtype() != first) {
        throw broken(operation, "operands differ in element type: " + list(operands));
      }
    }
    return first;
  }

  static void rank(String operation, String what, TensorType operand, int rank) {
    if (operand.shape().rank() != rank) {
      throw broken(operation, what + " has " + rank + " axes, found " + operand.shape());
    }
  }

  /** The axis as an index from 0. */
  static int axis(String operation, TensorType operand, int axis) {
    try {
      return operand.shape().axis(axis);
    } catch (IllegalArgumentException absent) {
      throw broken(operation, absent.getMessage());
    }
  }

  static String list(List<TensorType> operands) {
    return String.join(" and ", operands.stream().map(TensorType::toString).toList());
  }

  static int[] array(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }
}

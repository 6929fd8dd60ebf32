package org.ncsn.tck.broken;

import static org.ncsn.tck.broken.Fault.array;
import static org.ncsn.tck.broken.Fault.in;
import static org.ncsn.tck.broken.Fault.single;
import static org.ncsn.tck.check.Check.OWNERSHIP;
import static org.ncsn.tck.check.Check.VALUE_FLOAT32;
import static org.ncsn.tck.check.Check.VALUE_FLOAT64;
import static org.ncsn.tck.check.Check.VJP;

import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.BinaryFunction;
import org.ncsn.kernel.Comparison;
import org.ncsn.kernel.Kernels;
import org.ncsn.kernel.UnaryFunction;

/** Mistakes that somebody could make in creating arrays and in treating elements alike. */
final class ElementwiseFaults {
  private ElementwiseFaults() {}

  static List<Fault> all() {
    return List.of(
        in(
            "constant",
            "has half of its digits",
            "literal",
            VALUE_FLOAT64,
            (k, a) -> single(k.creation().constant(array(a[0])))),
        in(
            "fill",
            "fills with zeros",
            "fill",
            VALUE_FLOAT32,
            (k, a) -> k.creation().fill((TensorType) a[0], 0)),
        in("copy", "is the thing itself", "copy", OWNERSHIP, (k, a) -> array(a[0])),
        in(
            "deferred",
            "is what it waits for",
            "deferred",
            VALUE_FLOAT32,
            (k, a) -> k.creation().copy(array(a[1]))),
        in(
            "unary",
            "relu does not cut",
            "relu",
            VALUE_FLOAT32,
            (k, a) -> a[0] == UnaryFunction.RELU ? array(a[1]) : unary(k, a)),
        in(
            "unary",
            "computes in single precision",
            "tanh",
            VALUE_FLOAT64,
            (k, a) -> single(unary(k, a))),
        in(
            "unary",
            "the sign of 0 is 1",
            "sign",
            VALUE_FLOAT32,
            (k, a) ->
                a[0] == UnaryFunction.SIGN
                    ? k.elementwise().affine(isAtLeastZero(k, array(a[1])), 2, -1)
                    : unary(k, a)),
        in(
            "binary",
            "operands change places",
            "divide",
            VALUE_FLOAT32,
            (k, a) -> k.elementwise().binary((BinaryFunction) a[0], array(a[2]), array(a[1]))),
        in(
            "binary",
            "computes in single precision",
            "multiply",
            VALUE_FLOAT64,
            (k, a) ->
                single(k.elementwise().binary((BinaryFunction) a[0], array(a[1]), array(a[2])))),
        in(
            "compare",
            "equal is not enough for at most",
            "compare less_or_equal",
            VALUE_FLOAT32,
            (k, a) -> k.elementwise().compare(Comparison.LESS, array(a[1]), array(a[2]))),
        in(
            "where",
            "a mask is positive",
            "where",
            VALUE_FLOAT32,
            (k, a) -> k.elementwise().where(isPositive(k, array(a[0])), array(a[1]), array(a[2]))),
        in(
            "affine",
            "forgets the offset",
            "affine",
            VALUE_FLOAT32,
            (k, a) -> k.elementwise().affine(array(a[0]), (double) a[1], 0)),
        in(
            "power",
            "exponents are whole",
            "power",
            VALUE_FLOAT32,
            (k, a) -> k.elementwise().power(array(a[0]), Math.rint((double) a[1]))),
        in(
            "leakyRelu",
            "slopes are positive",
            "leakyRelu",
            VALUE_FLOAT32,
            (k, a) -> k.elementwise().leakyRelu(array(a[0]), Math.abs((double) a[1]))),
        in(
            "clamp",
            "has no upper limit",
            "clamp",
            VALUE_FLOAT32,
            (k, a) -> k.elementwise().clamp(array(a[0]), (double) a[1], Double.MAX_VALUE)),
        in(
            "eluGradient",
            "is that of relu",
            "eluGradient",
            VALUE_FLOAT32,
            ElementwiseFaults::reluGradient),
        in(
            "eluGradient",
            "is that of relu, seen from elu",
            "elu",
            VJP,
            ElementwiseFaults::reluGradient));
  }

  private static HostArray unary(Kernels<HostArray> k, Object... a) {
    return k.elementwise().unary((UnaryFunction) a[0], array(a[1]));
  }

  private static HostArray reluGradient(Kernels<HostArray> k, Object... a) {
    return k.elementwise().binary(BinaryFunction.MULTIPLY, array(a[0]), isPositive(k, array(a[1])));
  }

  private static HostArray isPositive(Kernels<HostArray> k, HostArray x) {
    return k.elementwise().compare(Comparison.GREATER, x, zero(k, x));
  }

  private static HostArray isAtLeastZero(Kernels<HostArray> k, HostArray x) {
    return k.elementwise().compare(Comparison.GREATER_OR_EQUAL, x, zero(k, x));
  }

  private static HostArray zero(Kernels<HostArray> k, HostArray x) {
    return k.creation().fill(x.type().with(Shape.scalar()), 0);
  }
}

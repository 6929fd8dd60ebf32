package org.ncsn.tck.reference;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.kernel.BinaryFunction;
import org.ncsn.kernel.Comparison;
import org.ncsn.kernel.ElementwiseKernels;
import org.ncsn.kernel.UnaryFunction;

final class ReferenceElementwise implements ElementwiseKernels<HostArray> {
  @Override
  public HostArray unary(UnaryFunction function, HostArray x) {
    return map(x, value -> value(function, value));
  }

  @Override
  public HostArray binary(BinaryFunction function, HostArray a, HostArray b) {
    return zip(a, b, (left, right) -> value(function, left, right));
  }

  @Override
  public HostArray compare(Comparison relation, HostArray a, HostArray b) {
    return zip(a, b, (left, right) -> holds(relation, left, right) ? 1 : 0);
  }

  @Override
  public HostArray where(HostArray mask, HostArray a, HostArray b) {
    Shape shape = mask.shape().broadcast(a.shape()).broadcast(b.shape());
    double[] ofMask = Cells.spread(mask, shape);
    double[] ofA = Cells.spread(a, shape);
    double[] ofB = Cells.spread(b, shape);
    double[] values = new double[shape.intSize()];
    Arrays.setAll(values, i -> ofMask[i] != 0 ? ofA[i] : ofB[i]);
    return Cells.rounded(a.type().with(shape), values);
  }

  @Override
  public HostArray affine(HostArray x, double scale, double shift) {
    return map(x, value -> scale * value + shift);
  }

  @Override
  public HostArray power(HostArray x, double exponent) {
    return map(x, value -> Math.pow(value, exponent));
  }

  @Override
  public HostArray leakyRelu(HostArray x, double slope) {
    return map(x, value -> value > 0 ? value : slope * value);
  }

  @Override
  public HostArray clamp(HostArray x, double low, double high) {
    return map(x, value -> Math.min(Math.max(value, low), high));
  }

  @Override
  public HostArray eluGradient(HostArray cotangent, HostArray y) {
    return zip(cotangent, y, (ct, result) -> result > 0 ? ct : ct * (result + 1));
  }

  private static double value(UnaryFunction function, double x) {
    return switch (function) {
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case LOG1P -> Math.log1p(x);
      case EXPM1 -> Math.expm1(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case SQRT -> Math.sqrt(x);
      case RSQRT -> 1 / Math.sqrt(x);
      case SQUARE -> x * x;
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case TANH -> Math.tanh(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case RELU -> Math.max(x, 0);
      case ELU -> x > 0 ? x : Math.expm1(x);
    };
  }

  private static double value(BinaryFunction function, double a, double b) {
    return switch (function) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case MAXIMUM -> Math.max(a, b);
      case MINIMUM -> Math.min(a, b);
    };
  }

  private static boolean holds(Comparison relation, double a, double b) {
    return switch (relation) {
      case EQUAL -> a == b;
      case LESS -> a < b;
      case LESS_OR_EQUAL -> a <= b;
      case GREATER -> a > b;
      case GREATER_OR_EQUAL -> a >= b;
    };
  }

  private static HostArray map(HostArray x, DoubleUnaryOperator function) {
    double[] given = Cells.values(x);
    double[] values = new double[given.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = function.applyAsDouble(given[i]);
    }
    return Cells.rounded(x.type(), values);
  }

  private static HostArray zip(HostArray a, HostArray b, DoubleBinaryOperator function) {
    Shape shape = a.shape().broadcast(b.shape());
    double[] ofA = Cells.spread(a, shape);
    double[] ofB = Cells.spread(b, shape);
    double[] values = new double[shape.intSize()];
    for (int i = 0; i < values.length; i++) {
      values[i] = function.applyAsDouble(ofA[i], ofB[i]);
    }
    return Cells.rounded(a.type().with(shape), values);
  }
}

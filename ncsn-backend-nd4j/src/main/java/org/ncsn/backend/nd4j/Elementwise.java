package org.ncsn.backend.nd4j;

import java.util.List;
import org.ncsn.array.Shape;
import org.ncsn.backend.nd4j.Nd4jArray.Known;
import org.ncsn.backend.nd4j.ScalarOperation.Kind;
import org.ncsn.kernel.BinaryFunction;
import org.ncsn.kernel.Comparison;
import org.ncsn.kernel.ElementwiseKernels;
import org.ncsn.kernel.UnaryFunction;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Operations that treat every element alike. Several of ND4J's own are far slower than a few
 * simpler passes that compute the same (elu and its gradient, select, square); those are put
 * together here.
 */
record Elementwise(Machine machine) implements ElementwiseKernels<Nd4jArray> {
  /** Above this the softplus of a number is that number, in either precision. */
  private static final double SOFTPLUS_LINEAR = 40;

  private static final Operation TANH = Operation.custom("tanh");
  private static final Operation SIGMOID = Operation.custom("sigmoid");
  private static final Operation ADD = Operation.custom("add");
  private static final Operation SUBTRACT = Operation.custom("subtract");
  private static final Operation MULTIPLY = Operation.custom("multiply");
  private static final Operation MAXIMUM = Operation.custom("maximum");
  private static final Operation MINIMUM = Operation.custom("minimum");
  private static final Operation DIVIDE_OR_ZERO = Operation.custom("divide_no_nan");

  @Override
  public Nd4jArray unary(UnaryFunction function, Nd4jArray x) {
    return switch (function) {
      case EXP -> chain(x, TransformOperation.EXP);
      case LOG -> chain(x, TransformOperation.LOG);
      case LOG1P -> log1p(x);
      case EXPM1 -> expm1(x);
      case SIN -> chain(x, TransformOperation.SIN);
      case COS -> chain(x, TransformOperation.COS);
      case SQRT -> chain(x, TransformOperation.SQRT);
      case RSQRT -> chain(x, TransformOperation.RSQRT);
      case ABS -> chain(x, TransformOperation.ABS);
      case SIGN -> keepingNone(chain(x, TransformOperation.SIGN), x);
      case TANH -> chain(x, TANH);
      case SIGMOID -> chain(x, SIGMOID);
      case SQUARE -> machine.apply(MULTIPLY, x.type(), x.shape(), x, x);
      case RELU -> limited(MAXIMUM, x, 0);
      case SOFTPLUS -> softplus(x);
      case ELU -> elu(x);
    };
  }

  @Override
  public void release(Nd4jArray intermediate) {
    machine.release(intermediate);
  }

  /**
   * The larger of x and exp(min(x, 0)) - 1, which is right on both sides of 0. In float32 the
   * hyperbolic tangent t of half the number is fast, and the exponential minus 1 is 2 / (1 - t) -
   * 2.
   */
  private Nd4jArray elu(Nd4jArray x) {
    Operation negative = scalar(Kind.MINIMUM, 0);
    return larger(
        x.type() == DataType.FLOAT
            ? chain(
                x,
                negative,
                scalar(Kind.MULTIPLY, 0.5),
                TANH,
                scalar(Kind.SUBTRACT_FROM, 1),
                scalar(Kind.DIVIDE, 2),
                scalar(Kind.ADD, -2))
            : chain(x, negative, TransformOperation.EXPM1),
        x);
  }

  /**
   * In float32 ND4J's own loses every digit near 0, and its build for processors without AVX those
   * of the hyperbolic tangent, too.
   */
  private Nd4jArray expm1(Nd4jArray x) {
    if (x.type() == DataType.DOUBLE || x.isEmpty()) {
      return chain(x, TransformOperation.EXPM1);
    }
    Nd4jArray exact = cast(x, DataType.DOUBLE);
    Nd4jArray power = chain(exact, TransformOperation.EXPM1);
    Nd4jArray result = cast(power, x.type());
    machine.release(exact);
    machine.release(power);
    return result;
  }

  private Nd4jArray cast(Nd4jArray x, DataType type) {
    return machine.apply(Operation.custom("cast", type.toInt()), type, x.shape(), x);
  }

  private Nd4jArray softplus(Nd4jArray x) {
    Nd4jArray power = chain(x, scalar(Kind.MINIMUM, SOFTPLUS_LINEAR), TransformOperation.EXP);
    Nd4jArray result = larger(log1p(power), x);
    machine.release(power);
    return result;
  }

  /**
   * With u = 1 + x rounded, log(u) - ((u - 1) - x) / u: the second term makes up for the digits of
   * x that the sum has lost, all of them where x is tiny.
   */
  private Nd4jArray log1p(Nd4jArray x) {
    Nd4jArray u = chain(x, scalar(Kind.ADD, 1));
    Nd4jArray result = chain(u, TransformOperation.LOG);
    if (!x.isEmpty()) {
      Nd4jArray lost = chain(u, scalar(Kind.ADD, -1));
      machine.run(SUBTRACT, List.of(lost, x), List.of(lost));
      // The difference of infinities is not a number; it counts for nothing.
      machine.run(scalar(Kind.MAXIMUM, -1), List.of(lost), List.of(lost));
      machine.run(DIVIDE_OR_ZERO, List.of(lost, u), List.of(lost));
      machine.run(SUBTRACT, List.of(result, lost), List.of(result));
      machine.release(lost);
    }
    machine.release(u);
    return result;
  }

  @Override
  public Nd4jArray binary(BinaryFunction function, Nd4jArray a, Nd4jArray b) {
    Operation operation =
        switch (function) {
          case ADD -> ADD;
          case SUBTRACT -> SUBTRACT;
          case MULTIPLY -> MULTIPLY;
          case DIVIDE -> Operation.custom("divide");
          case MAXIMUM -> MAXIMUM;
          case MINIMUM -> MINIMUM;
        };
    Nd4jArray result = machine.apply(operation, a.type(), a.shape().broadcast(b.shape()), a, b);
    return operation == MAXIMUM || operation == MINIMUM ? keepingNone(result, a) : result;
  }

  @Override
  public Nd4jArray compare(Comparison relation, Nd4jArray a, Nd4jArray b) {
    String name =
        switch (relation) {
          case EQUAL -> "equals";
          case LESS -> "less";
          case LESS_OR_EQUAL -> "less_equal";
          case GREATER -> "greater";
          case GREATER_OR_EQUAL -> "greater_equal";
        };
    return mask(Operation.custom(name), a, b);
  }

  /** A relation of ND4J's as numbers 0 and 1. */
  private Nd4jArray mask(Operation relation, Nd4jArray a, Nd4jArray b) {
    Shape shape = a.shape().broadcast(b.shape());
    Nd4jArray truth = machine.apply(relation, DataType.BOOL, shape, a, b);
    Nd4jArray mask = cast(truth, a.type());
    machine.release(truth);
    return mask.with(Known.MASK);
  }

  private Nd4jArray isNotZero(Nd4jArray x) {
    Nd4jArray zeros = chain(x, scalar(Kind.SET, 0));
    Nd4jArray mask = mask(Operation.custom("not_equals"), x, zeros);
    machine.release(zeros);
    return mask;
  }

  @Override
  public Nd4jArray where(Nd4jArray mask, Nd4jArray a, Nd4jArray b) {
    boolean isMask = mask.known() == Known.MASK;
    Nd4jArray chosen = isMask ? mask : isNotZero(mask);
    Nd4jArray result = masked(a, chosen);
    if (b.known() != Known.ZERO || !b.shape().broadcastsTo(result.shape())) {
      Nd4jArray others = affine(chosen, -1, 1);
      Nd4jArray rest = masked(b, others);
      Nd4jArray sum = binary(BinaryFunction.ADD, result, rest);
      machine.release(others);
      machine.release(rest);
      machine.release(result);
      result = sum;
    }
    if (!isMask) {
      machine.release(chosen);
    }
    return result;
  }

  /** {@code x} where the mask is 1; where it is 0, 0 even for NaN and infinity. */
  private Nd4jArray masked(Nd4jArray x, Nd4jArray mask) {
    Shape shape = x.shape().broadcast(mask.shape());
    return machine.apply(DIVIDE_OR_ZERO, x.type(), shape, x, mask);
  }

  @Override
  public Nd4jArray affine(Nd4jArray x, double scale, double shift) {
    if (scale == 1) {
      return chain(x, scalar(Kind.ADD, shift));
    }
    return shift == 0
        ? chain(x, scalar(Kind.MULTIPLY, scale))
        : chain(x, scalar(Kind.MULTIPLY, scale), scalar(Kind.ADD, shift));
  }

  @Override
  public Nd4jArray power(Nd4jArray x, double exponent) {
    if (exponent == 2) {
      return unary(UnaryFunction.SQUARE, x);
    }
    if (exponent == 0.5) {
      return unary(UnaryFunction.SQRT, x);
    }
    return chain(x, scalar(Kind.POWER, exponent));
  }

  @Override
  public Nd4jArray leakyRelu(Nd4jArray x, double slope) {
    return joined(slope <= 1 ? MAXIMUM : MINIMUM, x, chain(x, scalar(Kind.MULTIPLY, slope)));
  }

  @Override
  public Nd4jArray clamp(Nd4jArray x, double low, double high) {
    Nd4jArray raised = limited(MAXIMUM, x, low);
    Nd4jArray result = limited(MINIMUM, raised, high);
    machine.release(raised);
    return result;
  }

  @Override
  public Nd4jArray eluGradient(Nd4jArray cotangent, Nd4jArray y) {
    Nd4jArray slope = limited(MINIMUM, y, 0);
    if (!slope.isEmpty()) {
      machine.run(scalar(Kind.ADD, 1), List.of(slope), List.of(slope));
    }
    return joined(MULTIPLY, cotangent, slope);
  }

  /** The larger one, in the memory of the first. Where {@code x} is NaN, so is the result. */
  private Nd4jArray larger(Nd4jArray scratch, Nd4jArray x) {
    return joined(MAXIMUM, scratch, x, scratch);
  }

  /**
   * The larger or the smaller one of {@code x} and a number. ND4J's operation with a number takes
   * that where it finds NaN; the one with two arrays takes the second.
   */
  private Nd4jArray limited(Operation operation, Nd4jArray x, double number) {
    Nd4jArray scratch = chain(x, scalar(Kind.SET, number));
    return joined(operation, scratch, x, scratch);
  }

  /** Makes a result NaN where {@code x} is, which ND4J's operation has lost. */
  private Nd4jArray keepingNone(Nd4jArray result, Nd4jArray x) {
    if (!result.isEmpty()) {
      Nd4jArray none = clamp(x, 0, 0);
      machine.run(ADD, List.of(result, none), List.of(result));
      machine.release(none);
    }
    return result;
  }

  private static Operation scalar(Kind kind, double number) {
    return new ScalarOperation(kind, number);
  }

  /** One function after the other, in the memory of the result. */
  private Nd4jArray chain(Nd4jArray x, Operation first, Operation... others) {
    Nd4jArray result = machine.apply(first, x.type(), x.shape(), x);
    for (Operation next : others) {
      if (!result.isEmpty()) {
        machine.run(next, List.of(result), List.of(result));
      }
    }
    return result;
  }

  /** A function of two arrays of one shape, in the memory of the second. */
  private Nd4jArray joined(Operation operation, Nd4jArray a, Nd4jArray scratch) {
    return joined(operation, a, scratch, scratch);
  }

  private Nd4jArray joined(Operation operation, Nd4jArray a, Nd4jArray b, Nd4jArray result) {
    if (!result.isEmpty()) {
      machine.run(operation, List.of(a, b), List.of(result));
    }
    return result;
  }
}

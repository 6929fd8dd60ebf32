package org.ncsn.primitive;

import java.util.List;
import java.util.Locale;
import org.ncsn.array.Shape;
import org.ncsn.kernel.BinaryFunction;
import org.ncsn.kernel.Comparison;
import org.ncsn.kernel.Kernels;
import org.ncsn.kernel.UnaryFunction;
import org.ncsn.tensor.Tensor;

/** Operations that treat every element alike; operands broadcast by NumPy's rule. */
public final class Elementwise {
  private Elementwise() {}

  /** A function of each element. */
  public static Tensor unary(UnaryFunction function, Tensor x) {
    return Tensor.apply(new Unary(function), x);
  }

  /** A function of each pair of elements. */
  public static Tensor binary(BinaryFunction function, Tensor a, Tensor b) {
    return Tensor.apply(new Binary(function), a, b);
  }

  /** 1 where the relation holds, 0 elsewhere; no gradient flows. */
  public static Tensor compare(Comparison relation, Tensor a, Tensor b) {
    return Tensor.apply(new Choices.Compare(relation), a, b);
  }

  /** {@code a} where the mask is not 0, {@code b} elsewhere. */
  public static Tensor where(Tensor mask, Tensor a, Tensor b) {
    return Tensor.apply(new Choices.Where(), mask, a, b);
  }

  /** {@code scale * x + shift}. */
  public static Tensor affine(Tensor x, double scale, double shift) {
    return Tensor.apply(new Affine(scale, shift), x);
  }

  public static Tensor exp(Tensor x) {
    return unary(UnaryFunction.EXP, x);
  }

  public static Tensor log(Tensor x) {
    return unary(UnaryFunction.LOG, x);
  }

  public static Tensor log1p(Tensor x) {
    return unary(UnaryFunction.LOG1P, x);
  }

  /** {@code exp(x) - 1}, accurate near 0. */
  public static Tensor expm1(Tensor x) {
    return unary(UnaryFunction.EXPM1, x);
  }

  /** Sine of angles in radians. */
  public static Tensor sin(Tensor x) {
    return unary(UnaryFunction.SIN, x);
  }

  /** Cosine of angles in radians. */
  public static Tensor cos(Tensor x) {
    return unary(UnaryFunction.COS, x);
  }

  /** {@code 1 / sqrt(x)}. */
  public static Tensor reciprocalSqrt(Tensor x) {
    return unary(UnaryFunction.RSQRT, x);
  }

  public static Tensor abs(Tensor x) {
    return unary(UnaryFunction.ABS, x);
  }

  public static Tensor sign(Tensor x) {
    return unary(UnaryFunction.SIGN, x);
  }

  public static Tensor tanh(Tensor x) {
    return unary(UnaryFunction.TANH, x);
  }

  public static Tensor sigmoid(Tensor x) {
    return unary(UnaryFunction.SIGMOID, x);
  }

  public static Tensor softplus(Tensor x) {
    return unary(UnaryFunction.SOFTPLUS, x);
  }

  public static Tensor relu(Tensor x) {
    return unary(UnaryFunction.RELU, x);
  }

  public static Tensor elu(Tensor x) {
    return unary(UnaryFunction.ELU, x);
  }

  public static Tensor maximum(Tensor a, Tensor b) {
    return binary(BinaryFunction.MAXIMUM, a, b);
  }

  public static Tensor minimum(Tensor a, Tensor b) {
    return binary(BinaryFunction.MINIMUM, a, b);
  }

  /** {@code x} to a constant power. */
  public static Tensor power(Tensor x, double exponent) {
    return Tensor.apply(new Activations.Power(exponent), x);
  }

  /** {@code x} where positive, {@code slope * x} elsewhere. */
  public static Tensor leakyRelu(Tensor x, double slope) {
    return Tensor.apply(new Activations.LeakyRelu(slope), x);
  }

  /** {@code x} limited to {@code [low, high]}; the gradient is 0 outside. */
  public static Tensor clamp(Tensor x, double low, double high) {
    return Tensor.apply(new Activations.Clamp(low, high), x);
  }

  /** 1 where {@code x} relates so to a number, 0 elsewhere. */
  static Tensor compare(Comparison relation, Tensor x, double number) {
    return compare(relation, x, x.fill(Shape.scalar(), number));
  }

  /** A function of one number. */
  public record Unary(UnaryFunction function) implements Pointwise {
    @Override
    public String name() {
      return function.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.elementwise().unary(function, operands.get(0));
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor y) {
      Tensor x = operands.get(0);
      return switch (function) {
        case EXP -> ct.multiply(y);
        case LOG -> ct.divide(x);
        case LOG1P -> ct.divide(x.add(1));
        case EXPM1 -> ct.multiply(y.add(1));
        case SIN -> ct.multiply(cos(x));
        case COS -> ct.multiply(sin(x)).negate();
        case SQRT -> ct.divide(y).multiply(0.5);
        case RSQRT -> ct.multiply(y.multiply(y.square())).multiply(-0.5);
        case SQUARE -> ct.multiply(2).multiply(x);
        case ABS -> ct.multiply(sign(x));
        case SIGN -> ct.fillLike(0);
        case TANH -> ct.multiply(affine(y.square(), -1, 1));
        case SIGMOID -> ct.multiply(y.subtract(y.square()));
        case SOFTPLUS -> ct.multiply(sigmoid(x));
        case RELU -> ct.multiply(compare(Comparison.GREATER, x, 0));
        case ELU -> Tensor.apply(new Activations.EluGradient(), ct, y);
      };
    }
  }

  /** A function of two numbers. */
  public record Binary(BinaryFunction function) implements Pointwise {
    @Override
    public String name() {
      return function.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.elementwise().binary(function, operands.get(0), operands.get(1));
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      Tensor other = operands.get(1 - operand);
      Shape shape = operands.get(operand).shape();
      boolean first = operand == 0;
      Tensor gradient =
          switch (function) {
            case ADD -> ct;
            case SUBTRACT -> first ? ct : Shaping.sumTo(ct, shape).negate();
            case MULTIPLY -> ct.multiply(other);
            case DIVIDE ->
                first ? ct.divide(other) : ct.multiply(result).divide(operands.get(1)).negate();
            // Where both are equal the first wins, so that no gradient is counted twice.
            case MAXIMUM -> chosen(Comparison.GREATER_OR_EQUAL, operands, first, ct);
            case MINIMUM -> chosen(Comparison.LESS_OR_EQUAL, operands, first, ct);
          };
      return Shaping.sumTo(gradient, shape);
    }

    /** The second's share is what the first one's leaves, which is there already. */
    private static Tensor chosen(
        Comparison relation, List<Tensor> operands, boolean first, Tensor ct) {
      Tensor ofFirst = ct.multiply(compare(relation, operands.get(0), operands.get(1)));
      return first ? ofFirst : ct.subtract(ofFirst);
    }
  }

  /** A multiple and an offset. */
  public record Affine(double scale, double shift) implements Pointwise {
    @Override
    public String name() {
      return "affine";
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.elementwise().affine(operands.get(0), scale, shift);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      return scale == 1 ? ct : ct.multiply(scale);
    }
  }
}

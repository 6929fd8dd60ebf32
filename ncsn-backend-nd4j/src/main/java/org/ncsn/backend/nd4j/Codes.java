package org.ncsn.backend.nd4j;

import java.util.List;
import java.util.Optional;
import org.ncsn.kernel.BinaryFunction;
import org.ncsn.kernel.Comparison;
import org.ncsn.kernel.UnaryFunction;
import org.ncsn.primitive.Activations.Clamp;
import org.ncsn.primitive.Activations.EluGradient;
import org.ncsn.primitive.Activations.LeakyRelu;
import org.ncsn.primitive.Activations.Power;
import org.ncsn.primitive.Choices.Compare;
import org.ncsn.primitive.Choices.Where;
import org.ncsn.primitive.Elementwise.Affine;
import org.ncsn.primitive.Elementwise.Binary;
import org.ncsn.primitive.Elementwise.Unary;
import org.ncsn.program.Primitive;
import org.ncsn.vector.Code;
import org.ncsn.vector.Op;

/**
 * A primitive as one operation on blocks.
 *
 * @param swapped whether the operands change places
 * @param p the operation's first constant
 * @param q the second
 */
record Codes(Op op, boolean swapped, double p, double q) {
  private static Codes plain(Op op) {
    return new Codes(op, false, 0, 0);
  }

  /** The operation that computes a primitive, if there is one. */
  static Optional<Codes> of(Primitive primitive) {
    if (primitive instanceof Unary unary) {
      return of(unary.function()).map(Codes::plain);
    }
    if (primitive instanceof Binary binary) {
      return Optional.of(plain(of(binary.function())));
    }
    if (primitive instanceof Affine affine) {
      return Optional.of(new Codes(Op.AFFINE, false, affine.scale(), affine.shift()));
    }
    if (primitive instanceof Clamp clamp) {
      return Optional.of(new Codes(Op.CLAMP, false, clamp.low(), clamp.high()));
    }
    if (primitive instanceof LeakyRelu leaky) {
      return Optional.of(new Codes(Op.LEAKY_RELU, false, leaky.slope(), 0));
    }
    if (primitive instanceof Power power) {
      return ofPower(power.exponent()).map(Codes::plain);
    }
    if (primitive instanceof Compare compare) {
      return Optional.of(of(compare.relation()));
    }
    if (primitive instanceof EluGradient) {
      return Optional.of(plain(Op.ELU_GRADIENT));
    }
    return primitive instanceof Where ? Optional.of(plain(Op.WHERE)) : Optional.empty();
  }

  private static Optional<Op> of(UnaryFunction function) {
    return switch (function) {
      case SQRT -> Optional.of(Op.SQRT);
      case RSQRT -> Optional.of(Op.RSQRT);
      case SQUARE -> Optional.of(Op.SQUARE);
      case ABS -> Optional.of(Op.ABS);
      case SIGN -> Optional.of(Op.SIGN);
      case RELU -> Optional.of(Op.RELU);
      case EXP -> Optional.of(Op.EXP);
      case EXPM1 -> Optional.of(Op.EXPM1);
      case TANH -> Optional.of(Op.TANH);
      case SIGMOID -> Optional.of(Op.SIGMOID);
      case SOFTPLUS -> Optional.of(Op.SOFTPLUS);
      case ELU -> Optional.of(Op.ELU);
      case LOG, LOG1P, SIN, COS -> Optional.empty();
    };
  }

  private static Op of(BinaryFunction function) {
    return switch (function) {
      case ADD -> Op.ADD;
      case SUBTRACT -> Op.SUBTRACT;
      case MULTIPLY -> Op.MULTIPLY;
      case DIVIDE -> Op.DIVIDE;
      case MAXIMUM -> Op.MAXIMUM;
      case MINIMUM -> Op.MINIMUM;
    };
  }

  private static Codes of(Comparison relation) {
    return switch (relation) {
      case EQUAL -> plain(Op.EQUAL);
      case LESS -> plain(Op.LESS);
      case LESS_OR_EQUAL -> plain(Op.LESS_OR_EQUAL);
      case GREATER -> new Codes(Op.LESS, true, 0, 0);
      case GREATER_OR_EQUAL -> new Codes(Op.LESS_OR_EQUAL, true, 0, 0);
    };
  }

  private static Optional<Op> ofPower(double exponent) {
    if (exponent == 2) {
      return Optional.of(Op.SQUARE);
    }
    return exponent == 0.5 ? Optional.of(Op.SQRT) : Optional.empty();
  }

  /** The operation on blocks of its operands. */
  Code on(int target, List<Integer> operands) {
    int last = operands.size() - 1;
    int a = operands.get(swapped ? last : 0);
    int b = operands.get(swapped ? 0 : Math.min(1, last));
    return new Code(op, target, a, b, operands.get(last), (float) p, (float) q);
  }
}

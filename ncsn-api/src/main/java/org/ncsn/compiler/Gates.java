package org.ncsn.compiler;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.BinaryFunction;
import org.ncsn.kernel.UnaryFunction;
import org.ncsn.primitive.Elementwise.Binary;
import org.ncsn.primitive.Elementwise.Unary;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program.Instruction;

/**
 * The backward pass of what is multiplied by its own sigmoid, {@code y = x s}: the part {@code (c
 * x) (s - s^2)} of the gradient is {@code c (y - y s)}. That is shorter, and x need not be kept for
 * it; y mostly is, since it goes into a convolution.
 *
 * @param results the instruction that a value is the result of, if it is none of the inputs
 * @param known the value of an instruction that is there already
 * @param written adds an instruction, and says which value it computes
 */
record Gates(
    IntFunction<Optional<Instruction>> results,
    Function<Instruction, Optional<Integer>> known,
    ToIntFunction<Instruction> written) {
  private static final Primitive MULTIPLY = new Binary(BinaryFunction.MULTIPLY);
  private static final Primitive SUBTRACT = new Binary(BinaryFunction.SUBTRACT);
  private static final Primitive SQUARE = new Unary(UnaryFunction.SQUARE);
  private static final Primitive SIGMOID = new Unary(UnaryFunction.SIGMOID);

  /** The value of a product, if it is such a part of a gradient. */
  Optional<Integer> following(Instruction product) {
    if (!product.primitive().equals(MULTIPLY)) {
      return Optional.empty();
    }
    TensorType type = product.type();
    return result(MULTIPLY, product.operands().get(0))
        .flatMap(
            scaled ->
                slope(product.operands().get(1))
                    .flatMap(sigmoid -> gradient(scaled, sigmoid, type)));
  }

  /** The s of {@code s - s^2}. */
  private Optional<Integer> slope(int value) {
    return result(SUBTRACT, value)
        .filter(
            difference ->
                result(SQUARE, difference.operands().get(1))
                    .filter(square -> square.operands().equals(difference.operands().subList(0, 1)))
                    .isPresent())
        .map(difference -> difference.operands().get(0));
  }

  private Optional<Integer> gradient(Instruction scaled, int sigmoid, TensorType type) {
    return result(SIGMOID, sigmoid)
        .map(instruction -> instruction.operands().get(0))
        .filter(x -> scaled.operands().get(1).equals(x))
        .flatMap(x -> known.apply(of(MULTIPLY, x, sigmoid, type)))
        .map(
            y -> {
              int rest = written.applyAsInt(of(MULTIPLY, y, sigmoid, type));
              int slope = written.applyAsInt(of(SUBTRACT, y, rest, type));
              return written.applyAsInt(of(MULTIPLY, scaled.operands().get(0), slope, type));
            });
  }

  private Optional<Instruction> result(Primitive primitive, int value) {
    return results.apply(value).filter(found -> found.primitive().equals(primitive));
  }

  private static Instruction of(Primitive primitive, int first, int second, TensorType type) {
    return new Instruction(primitive, List.of(first, second), type);
  }
}

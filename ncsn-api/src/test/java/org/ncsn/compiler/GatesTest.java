package org.ncsn.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.engine.Interpreter;
import org.ncsn.kernel.BinaryFunction;
import org.ncsn.kernel.UnaryFunction;
import org.ncsn.primitive.Elementwise.Binary;
import org.ncsn.primitive.Elementwise.Unary;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program;
import org.ncsn.program.Programs;
import org.ncsn.tck.TensorAssert;
import org.ncsn.tck.reference.ReferenceEngine;

/**
 * The gradient of a number times its own sigmoid comes from the product and not from the number.
 */
class GatesTest {
  private static final TensorType NUMBERS = new TensorType(DType.FLOAT64, Shape.of(5));
  private static final Primitive ADD = new Binary(BinaryFunction.ADD);
  private static final Primitive SUBTRACT = new Binary(BinaryFunction.SUBTRACT);
  private static final Primitive MULTIPLY = new Binary(BinaryFunction.MULTIPLY);
  private static final Primitive SQUARE = new Unary(UnaryFunction.SQUARE);
  private static final Primitive SIGMOID = new Unary(UnaryFunction.SIGMOID);
  private static final int X = 0;
  private static final int COTANGENT = 1;

  private final Programs written = new Programs(NUMBERS, NUMBERS);

  @Test
  void doesNotAskForTheNumberOnceTheProductIsThere() {
    Program program = gradient(MULTIPLY, X);
    Program simple = Simplifications.apply(program);
    assertThat(uses(program, X)).isEqualTo(3);
    assertThat(uses(simple, X)).as("the sigmoid and the product").isEqualTo(2);
    assertThat(simple.instructions()).hasSizeLessThan(program.instructions().size());
    List<HostArray> inputs =
        List.of(
            HostArray.of(NUMBERS.shape(), -800, -2.5, 0, 0.3, 40),
            HostArray.of(NUMBERS.shape(), 1, -2, 3, 0.5, 7));
    List<HostArray> expected = run(program, inputs);
    List<HostArray> found = run(simple, inputs);
    for (int i = 0; i < expected.size(); i++) {
      TensorAssert.assertThat(found.get(i)).isCloseTo(expected.get(i), 1e-14, inputs);
    }
  }

  @Test
  void leavesTheSigmoidOfSomethingElse() {
    Program program = gradient(MULTIPLY, COTANGENT);
    assertThat(Simplifications.apply(program)).isEqualTo(program);
  }

  @Test
  void leavesWhatIsNoProduct() {
    Program program = gradient(ADD, X);
    assertThat(Simplifications.apply(program)).isEqualTo(program);
  }

  /** As {@code x s} is traced, if that is what is made of them. */
  private Program gradient(Primitive made, int gated) {
    int sigmoid = written.add(SIGMOID, gated);
    int result = written.add(made, X, sigmoid);
    int direct = written.add(MULTIPLY, COTANGENT, sigmoid);
    int scaled = written.add(MULTIPLY, COTANGENT, X);
    int slope = written.add(SUBTRACT, sigmoid, written.add(SQUARE, sigmoid));
    int through = written.add(MULTIPLY, scaled, slope);
    return written.returning(result, written.add(ADD, direct, through));
  }

  private static long uses(Program program, int value) {
    return program.instructions().stream()
        .filter(instruction -> instruction.operands().contains(value))
        .count();
  }

  private static List<HostArray> run(Program program, List<HostArray> inputs) {
    return new Interpreter<>(program, new ReferenceEngine()).run(inputs);
  }
}

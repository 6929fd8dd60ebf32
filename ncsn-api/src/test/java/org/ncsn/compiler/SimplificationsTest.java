package org.ncsn.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.engine.Interpreter;
import org.ncsn.kernel.BinaryFunction;
import org.ncsn.kernel.Reduction;
import org.ncsn.kernel.UnaryFunction;
import org.ncsn.primitive.Creation;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Reductions;
import org.ncsn.primitive.Shaping;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;
import org.ncsn.program.Programs;
import org.ncsn.tck.TensorAssert;
import org.ncsn.tck.reference.ReferenceEngine;

class SimplificationsTest {
  private static final TensorType ROW = new TensorType(DType.FLOAT64, Shape.of(3));
  private static final TensorType TABLE = new TensorType(DType.FLOAT64, Shape.of(2, 3));
  private static final Primitive ADD = new Elementwise.Binary(BinaryFunction.ADD);
  private static final Primitive MULTIPLY = new Elementwise.Binary(BinaryFunction.MULTIPLY);
  private static final Primitive TANH = new Elementwise.Unary(UnaryFunction.TANH);
  private static final Primitive REPEAT = new Shaping.BroadcastTo(TABLE.shape());

  private final Programs written = new Programs(ROW, TABLE);

  @Test
  void equalInstructionsBecomeOne() {
    int once = written.add(TANH, 0);
    int again = written.add(TANH, 0);
    int sum = written.add(ADD, once, again);
    Program simple = Simplifications.apply(written.returning(sum));
    assertThat(simple.instructions())
        .containsExactly(
            new Instruction(TANH, List.of(0), ROW), new Instruction(ADD, List.of(2, 2), ROW));
    assertThat(simple.outputs()).containsExactly(3);
  }

  @Test
  void equalChainsBecomeOne() {
    int first = written.add(TANH, written.add(TANH, 0));
    int second = written.add(TANH, written.add(TANH, 0));
    Program simple = Simplifications.apply(written.returning(written.add(ADD, first, second)));
    assertThat(simple.instructions()).hasSize(3);
  }

  @Test
  void equalLiteralsAndFillsBecomeOne() {
    Creation.Literal literal = new Creation.Literal(HostArray.of(Shape.of(3), 1d, 2d, 3d));
    Creation.Literal same = new Creation.Literal(HostArray.of(Shape.of(3), 1d, 2d, 3d));
    int sum = written.add(ADD, written.add(literal), written.add(same));
    assertThat(Simplifications.apply(written.returning(sum)).instructions()).hasSize(2);
  }

  @Test
  void whatDiffersStays() {
    int zero = written.add(TANH, written.add(new Creation.Fill(ROW, 0)));
    int minusZero = written.add(TANH, written.add(new Creation.Fill(ROW, -0.0)));
    int sum = written.add(ADD, zero, minusZero);
    assertThat(Simplifications.apply(written.returning(sum)).instructions()).hasSize(5);
  }

  @Test
  void constantsAreComputedWith() {
    TensorType one = new TensorType(DType.FLOAT64, Shape.of(1));
    int fill = written.add(new Creation.Fill(new TensorType(DType.FLOAT64, Shape.of()), 3));
    int half = written.add(new Elementwise.Affine(0.5, 1), fill);
    int shaped = written.add(new Shaping.Reshape(one.shape()), half);
    int repeated = written.add(new Shaping.BroadcastTo(ROW.shape()), shaped);
    assertThat(Simplifications.apply(written.returning(repeated)).instructions())
        .containsExactly(new Instruction(new Creation.Fill(ROW, 2.5), List.of(), ROW));
  }

  @ParameterizedTest
  @CsvSource({
    "ADD, 0, 1, 4",
    "ADD, 1, 1, 4",
    "MULTIPLY, 0, 4, 0",
    "MULTIPLY, 1, 4, 0",
    "SUBTRACT, 0, -1, 4",
    "SUBTRACT, 1, 1, -4"
  })
  void arithmeticWithAConstantIsAMultipleAndAnOffset(
      BinaryFunction function, int side, double scale, double shift) {
    int four = written.add(new Creation.Fill(ROW, 4));
    Primitive binary = new Elementwise.Binary(function);
    int result = side == 0 ? written.add(binary, four, 0) : written.add(binary, 0, four);
    assertThat(Simplifications.apply(written.returning(result)).instructions())
        .containsExactly(new Instruction(new Elementwise.Affine(scale, shift), List.of(0), ROW));
  }

  @Test
  void aConstantThatRepeatsTheOtherOperandStays() {
    int ones = written.add(new Creation.Fill(TABLE, 1));
    int product = written.add(MULTIPLY, ones, 0);
    Program simple = Simplifications.apply(written.returning(product));
    assertThat(simple.type(simple.outputs().get(0))).isEqualTo(TABLE);
    assertThat(simple.instructions()).hasSize(2);
  }

  @Test
  void aProductWithOneIsTheOtherFactorAndAnOutputOfItsOwn() {
    int product = written.add(MULTIPLY, written.add(new Creation.Fill(ROW, 1)), 0);
    int root = written.add(TANH, product);
    assertThat(Simplifications.apply(written.returning(root)).instructions())
        .containsExactly(new Instruction(TANH, List.of(0), ROW));
    assertThat(Simplifications.apply(written.returning(product)).instructions())
        .containsExactly(new Instruction(new Creation.Copy(), List.of(0), ROW));
  }

  @Test
  void whatNoOutputNeedsIsDropped() {
    written.add(TANH, written.add(TANH, 1));
    int needed = written.add(TANH, 0);
    Program simple = Simplifications.apply(written.returning(needed));
    assertThat(simple.instructions()).containsExactly(new Instruction(TANH, List.of(0), ROW));
    assertThat(simple.inputs()).containsExactly(ROW, TABLE);
  }

  @Test
  void repetitionIsLeftToBroadcasting() {
    int sum = written.add(ADD, written.add(REPEAT, 0), 1);
    Program simple = Simplifications.apply(written.returning(sum));
    assertThat(simple.instructions()).containsExactly(new Instruction(ADD, List.of(0, 1), TABLE));
  }

  @Test
  void repetitionStaysWhereItMakesTheShape() {
    int repeated = written.add(REPEAT, 0);
    int square = written.add(MULTIPLY, repeated, repeated);
    Program simple = Simplifications.apply(written.returning(square));
    assertThat(simple.type(simple.outputs().get(0))).isEqualTo(TABLE);
    assertThat(simple.instructions().get(simple.instructions().size() - 1).type()).isEqualTo(TABLE);
  }

  @Test
  void repetitionIsPutOffPastWhatTreatsElementsAlike() {
    int sum = written.add(ADD, written.add(TANH, written.add(REPEAT, 0)), 1);
    Program simple = Simplifications.apply(written.returning(sum));
    assertThat(simple.instructions())
        .containsExactly(
            new Instruction(TANH, List.of(0), ROW), new Instruction(ADD, List.of(2, 1), TABLE));
  }

  @Test
  void multiplesOfMultiplesBecomeOne() {
    int inner = written.add(new Elementwise.Affine(3, 1), 0);
    int outer = written.add(new Elementwise.Affine(2, -1), inner);
    assertThat(Simplifications.apply(written.returning(outer)).instructions())
        .containsExactly(new Instruction(new Elementwise.Affine(6, 1), List.of(0), ROW));
    assertThat(Simplifications.apply(written.returning(inner, outer)).instructions()).hasSize(2);
  }

  @Test
  void outputsStayDistinct() {
    int once = written.add(TANH, 0);
    int again = written.add(TANH, 0);
    Program simple = Simplifications.apply(written.returning(once, again));
    assertThat(simple.outputs()).hasSize(2).doesNotHaveDuplicates();
    assertThat(simple.outputs()).allMatch(output -> output >= simple.inputs().size());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void resultsOfRandomProgramsStay(long seed) {
    Random random = new Random(seed);
    Program program = randomProgram(random);
    Program simple = Simplifications.apply(program);
    List<HostArray> inputs =
        List.of(
            HostArray.of(ROW.shape(), random.doubles(3).toArray()),
            HostArray.of(TABLE.shape(), random.doubles(6).toArray()));
    assertThat(simple.instructions().size())
        .isLessThanOrEqualTo(program.instructions().size() + program.outputs().size());
    assertThat(simple.outputs()).doesNotHaveDuplicates();
    List<HostArray> expected = run(program, inputs);
    List<HostArray> actual = run(simple, inputs);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      // Multiples of multiples round once instead of twice.
      TensorAssert.assertThat(actual.get(i)).isCloseTo(expected.get(i), 1e-12);
    }
  }

  private Program randomProgram(Random random) {
    List<Primitive> unary =
        List.of(
            TANH,
            new Elementwise.Unary(UnaryFunction.SQUARE),
            new Elementwise.Affine(0.5, 1),
            new Creation.Copy());
    int count = 2;
    for (int i = 0; i < 40; i++) {
      int a = random.nextInt(count);
      int b = random.nextInt(count);
      boolean table = written.type(a).equals(TABLE);
      count =
          1
              + switch (random.nextInt(6)) {
                case 0 -> written.add(ADD, a, b);
                case 1 -> written.add(MULTIPLY, a, b);
                case 2 -> written.add(unary.get(random.nextInt(unary.size())), a);
                case 3 -> written.add(REPEAT, a);
                case 4 ->
                    table
                        ? written.add(new Reductions.Reduce(Reduction.MEAN, List.of(0), false), a)
                        : written.add(TANH, a);
                default -> written.add(new Creation.Fill(table ? ROW : TABLE, random.nextInt(2)));
              };
    }
    List<Integer> outputs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int output = 2 + random.nextInt(count - 2);
      if (!outputs.contains(output)) {
        outputs.add(output);
      }
    }
    return written.returning(outputs.toArray(Integer[]::new));
  }

  private static List<HostArray> run(Program program, List<HostArray> inputs) {
    return new Interpreter<>(program, new ReferenceEngine()).run(inputs);
  }
}

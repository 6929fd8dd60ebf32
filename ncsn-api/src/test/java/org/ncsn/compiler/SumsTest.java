package org.ncsn.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.engine.Interpreter;
import org.ncsn.kernel.BinaryFunction;
import org.ncsn.kernel.Reduction;
import org.ncsn.kernel.UnaryFunction;
import org.ncsn.primitive.Elementwise.Affine;
import org.ncsn.primitive.Elementwise.Binary;
import org.ncsn.primitive.Elementwise.Unary;
import org.ncsn.primitive.Reductions.Reduce;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;
import org.ncsn.program.Programs;
import org.ncsn.tck.TensorAssert;
import org.ncsn.tck.reference.ReferenceEngine;

/** Sums that follow from others are not added up. */
class SumsTest {
  private static final TensorType IMAGES = new TensorType(DType.FLOAT64, Shape.of(2, 4, 5, 3));
  private static final TensorType CHANNELS = new TensorType(DType.FLOAT64, Shape.of(2, 1, 1, 3));
  private static final List<Integer> PIXELS = List.of(1, 2);
  private static final Primitive SUM = new Reduce(Reduction.SUM, PIXELS, true);
  private static final Primitive MEAN = new Reduce(Reduction.MEAN, PIXELS, true);
  private static final Primitive ADD = new Binary(BinaryFunction.ADD);
  private static final Primitive SUBTRACT = new Binary(BinaryFunction.SUBTRACT);
  private static final Primitive MULTIPLY = new Binary(BinaryFunction.MULTIPLY);

  private final Programs written = new Programs(IMAGES, IMAGES, CHANNELS, CHANNELS);

  @Test
  void differencesFromTheirMeanAddUpToNothing() {
    int differences = written.add(SUBTRACT, 0, written.add(MEAN, 0));
    Program simple = simplified(written.add(SUM, differences));
    assertThat(simple.instructions()).hasSize(1);
    assertThat(simple.instructions().get(0).operands()).isEmpty();
  }

  @Test
  void differencesFromTheMeanOfOthersAreAddedUp() {
    int differences = written.add(SUBTRACT, 0, written.add(MEAN, 1));
    assertThat(sums(simplified(written.add(SUM, differences)))).isEqualTo(2);
  }

  @Test
  void whatIsConstantIsAFactorOfTheSum() {
    int sum = written.add(SUM, 0);
    int scaled = written.add(SUM, written.add(MULTIPLY, 0, 2));
    assertThat(sums(simplified(sum, scaled))).isEqualTo(1);
  }

  @Test
  void aMeanFollowsFromASum() {
    int sum = written.add(SUM, 0);
    int mean = written.add(MEAN, written.add(new Affine(3, 0), 0));
    assertThat(sums(simplified(sum, mean))).isEqualTo(1);
  }

  @Test
  void theSumOfASumIsTheSumOfSums() {
    int first = written.add(SUM, 0);
    int second = written.add(SUM, 1);
    int total = written.add(ADD, written.add(ADD, 0, 1), 2);
    assertThat(sums(simplified(first, second, written.add(SUM, total)))).isEqualTo(2);
  }

  @Test
  void aSumOverTheBatchFollowsFromThoseOfItsImages() {
    int sum = written.add(SUM, 0);
    int scaled = written.add(MULTIPLY, 0, 2);
    int all = written.add(new Reduce(Reduction.SUM, List.of(0, 1, 2), false), scaled);
    Program simple = simplified(sum, all);
    assertThat(
            simple.instructions().stream()
                .filter(instruction -> instruction.primitive() instanceof Reduce)
                .map(instruction -> simple.type(instruction.operands().get(0))))
        .containsExactly(IMAGES, CHANNELS);
  }

  @Test
  void nothingFollowsFromASumThatIsNotThere() {
    int scaled = written.add(MULTIPLY, 0, 2);
    Program program = written.returning(written.add(SUM, scaled));
    assertThat(Simplifications.apply(program)).isEqualTo(program);
  }

  @Test
  void aProductOfImagesIsAddedUp() {
    int sum = written.add(SUM, 0);
    int product = written.add(SUM, written.add(MULTIPLY, 0, 1));
    assertThat(sums(simplified(sum, product))).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void resultsOfRandomProgramsStay(long seed) {
    Random random = new Random(seed);
    List<Integer> images = new ArrayList<>(List.of(0, 1));
    List<Integer> channels = new ArrayList<>(List.of(2, 3));
    for (int i = 0; i < 40; i++) {
      int x = drawn(images, random);
      int y = drawn(images, random);
      int c = drawn(channels, random);
      switch (random.nextInt(8)) {
        case 0 -> images.add(written.add(ADD, x, y));
        case 1 -> images.add(written.add(SUBTRACT, y, c));
        case 2 -> images.add(written.add(MULTIPLY, c, x));
        case 3 -> images.add(written.add(new Affine(0.5, random.nextInt(2)), x));
        case 4 -> images.add(written.add(SUBTRACT, x, written.add(MEAN, x)));
        case 5 -> images.add(written.add(new Unary(UnaryFunction.TANH), x));
        case 6 -> channels.add(written.add(MEAN, x));
        default -> channels.add(written.add(SUM, x));
      }
    }
    int all =
        written.add(new Reduce(Reduction.SUM, List.of(0, 1, 2), false), drawn(images, random));
    int last = written.add(new Affine(2, 1), drawn(channels, random));
    Program program = written.returning(all, last);
    List<HostArray> inputs =
        program.inputs().stream()
            .map(type -> HostArray.of(type.shape(), random.doubles(type.shape().size()).toArray()))
            .toList();
    List<HostArray> expected = run(program, inputs);
    List<HostArray> found = run(Simplifications.apply(program), inputs);
    for (int i = 0; i < expected.size(); i++) {
      TensorAssert.assertThat(found.get(i)).isCloseTo(expected.get(i), 1e-9, inputs);
    }
  }

  private static int drawn(List<Integer> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }

  private Program simplified(Integer... outputs) {
    return Simplifications.apply(written.returning(outputs));
  }

  private static long sums(Program program) {
    return program.instructions().stream()
        .map(Instruction::primitive)
        .filter(Reduce.class::isInstance)
        .count();
  }

  private static List<HostArray> run(Program program, List<HostArray> inputs) {
    return new Interpreter<>(program, new ReferenceEngine()).run(inputs);
  }
}

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
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.Reduction;
import org.ncsn.kernel.UnaryFunction;
import org.ncsn.primitive.Convolution;
import org.ncsn.primitive.Creation;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Reductions;
import org.ncsn.primitive.Shaping;
import org.ncsn.program.Peak;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;
import org.ncsn.program.Programs;
import org.ncsn.tck.reference.ReferenceEngine;

class RematerializationTest {
  private static final TensorType LARGE = new TensorType(DType.FLOAT64, Shape.of(64, 64));
  private static final Primitive ADD = new Elementwise.Binary(BinaryFunction.ADD);
  private static final Primitive TANH = new Elementwise.Unary(UnaryFunction.TANH);
  private static final Primitive MEAN = new Reductions.Reduce(Reduction.MEAN, List.of(1), true);

  private static final TensorType IMAGES = new TensorType(DType.FLOAT64, Shape.of(2, 16, 16, 8));
  private static final TensorType KERNEL = new TensorType(DType.FLOAT64, Shape.of(3, 3, 8, 8));
  private static final Primitive CONVOLUTION = new Convolution.Conv2d(ConvGeometry.of(1, 1, 1));

  /** Stands for what is too dear to be done twice. */
  private static final Primitive MIX = new Shaping.Transpose(List.of(1, 0));

  private final Programs written = new Programs(LARGE);

  @Test
  void activationsAreComputedAgainWhereTheBackwardPassUsesThem() {
    Program program = forwardAndBackward(8);
    Program frugal = Rematerialization.apply(program);
    assertThat(Peak.of(frugal).bytes()).isLessThan(Peak.of(program).bytes() * 2 / 3);
    assertThat(count(frugal, TANH)).isGreaterThan(count(program, TANH));
    assertThat(run(frugal)).isEqualTo(run(program));
  }

  @Test
  void productsAndReductionsAreNotDoneTwice() {
    Program program = forwardAndBackward(8);
    Program frugal = Rematerialization.apply(program);
    assertThat(count(frugal, MEAN)).isEqualTo(count(program, MEAN));
    assertThat(count(frugal, MIX)).isEqualTo(count(program, MIX));
  }

  /** Of convolutions that follow each other every third result is kept. */
  @Test
  void convolutionsAreComputedAgainFromTheOneTwoBefore() {
    Program program = convolutionsAndTheirGradients(9);
    Program frugal = Rematerialization.apply(program);
    long more = count(frugal, CONVOLUTION) - count(program, CONVOLUTION);
    assertThat(more).isBetween(4L, 6L);
    assertThat(Peak.of(frugal).bytes()).isLessThan(Peak.of(program).bytes() * 2 / 3);
    HostArray image = uniform(IMAGES);
    HostArray kernel = uniform(KERNEL);
    assertThat(run(frugal, image, kernel)).isEqualTo(run(program, image, kernel));
  }

  private Program convolutionsAndTheirGradients(int depth) {
    Programs both = new Programs(IMAGES, KERNEL);
    List<Integer> images = new ArrayList<>(List.of(0));
    for (int i = 0; i < depth; i++) {
      images.add(both.add(TANH, both.add(CONVOLUTION, images.get(i), 1)));
    }
    int gradient = images.get(depth);
    for (int i = depth - 1; i >= 0; i--) {
      gradient = both.add(ADD, both.add(CONVOLUTION, gradient, 1), images.get(i));
    }
    return both.returning(gradient);
  }

  @Test
  void whatIsComputedAgainWaitsForWhatCameBefore() {
    Program frugal = Rematerialization.apply(forwardAndBackward(8));
    for (int i = 0; i < frugal.instructions().size(); i++) {
      Instruction instruction = frugal.instructions().get(i);
      if (instruction.primitive() instanceof Creation.Deferred) {
        int before = frugal.inputs().size() + i - 1;
        assertThat(instruction.operands().get(1)).isEqualTo(before);
      }
    }
    assertThat(count(frugal, new Creation.Deferred())).isPositive();
  }

  @Test
  void aProgramThatHoldsNothingLongStaysAsItIs() {
    int last = 0;
    for (int i = 0; i < 10; i++) {
      last = written.add(TANH, last);
    }
    Program program = written.returning(last);
    assertThat(Rematerialization.apply(program)).isSameAs(program);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void resultsOfRandomProgramsStayToTheLastBit(long seed) {
    Program program = randomProgram(new Random(seed));
    Program frugal = Rematerialization.apply(program);
    assertThat(run(frugal)).isEqualTo(run(program));
    assertThat(Peak.of(frugal).bytes()).isLessThanOrEqualTo(Peak.of(program).bytes());
  }

  /** Blocks like a convolution, a norm and an activation; both passes use what the norm gives. */
  private Program forwardAndBackward(int blocks) {
    List<Integer> normalized = new ArrayList<>();
    List<Integer> activations = new ArrayList<>();
    int x = 0;
    for (int i = 0; i < blocks; i++) {
      int mixed = written.add(MIX, x);
      normalized.add(written.add(ADD, mixed, written.add(MEAN, mixed)));
      activations.add(written.add(TANH, normalized.get(i)));
      x = activations.get(i);
    }
    int gradient = x;
    for (int i = blocks - 1; i >= 0; i--) {
      gradient = written.add(ADD, gradient, activations.get(i));
      gradient = written.add(ADD, gradient, normalized.get(i));
    }
    return written.returning(gradient);
  }

  private Program randomProgram(Random random) {
    int count = 1;
    for (int i = 0; i < 60; i++) {
      int a = random.nextInt(count);
      int b = Math.max(0, count - 1 - random.nextInt(3));
      count =
          1
              + switch (random.nextInt(4)) {
                case 0 -> written.add(ADD, a, b);
                case 1 -> written.add(TANH, b);
                case 2 -> written.add(MIX, a);
                default -> written.add(ADD, b, written.add(MEAN, a));
              };
    }
    int first = 1 + random.nextInt(count - 2);
    return written.returning(first, count - 1);
  }

  private static long count(Program program, Primitive primitive) {
    return program.instructions().stream().filter(i -> i.primitive().equals(primitive)).count();
  }

  private static List<HostArray> run(Program program) {
    return run(program, uniform(LARGE));
  }

  private static List<HostArray> run(Program program, HostArray... inputs) {
    return new Interpreter<>(program, new ReferenceEngine()).run(List.of(inputs));
  }

  private static HostArray uniform(TensorType type) {
    return HostArray.of(type.shape(), new Random(1).doubles(type.shape().size()).toArray());
  }
}

package org.ncsn.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
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
import org.ncsn.primitive.Activations.EluGradient;
import org.ncsn.primitive.Elementwise.Affine;
import org.ncsn.primitive.Elementwise.Binary;
import org.ncsn.primitive.Elementwise.Unary;
import org.ncsn.primitive.Reductions.Reduce;
import org.ncsn.primitive.Shaping.Transpose;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;
import org.ncsn.program.Programs;
import org.ncsn.tck.reference.ReferenceEngine;

class FusionTest {
  private static final TensorType IMAGES = new TensorType(DType.FLOAT64, Shape.of(3, 4, 4, 2));
  private static final TensorType CHANNELS = new TensorType(DType.FLOAT64, Shape.of(3, 1, 1, 2));
  private static final Primitive ADD = new Binary(BinaryFunction.ADD);
  private static final Primitive SUBTRACT = new Binary(BinaryFunction.SUBTRACT);
  private static final Primitive MULTIPLY = new Binary(BinaryFunction.MULTIPLY);
  private static final Primitive ELU = new Unary(UnaryFunction.ELU);
  private static final Primitive TANH = new Unary(UnaryFunction.TANH);
  private static final Primitive MEAN = new Reduce(Reduction.MEAN, List.of(1, 2), true);
  private static final Primitive SUM = new Reduce(Reduction.SUM, List.of(1, 2), true);
  private static final Primitive SQUARES =
      new Reduce(Reduction.SUM_OF_SQUARES, List.of(1, 2), true);

  /** Stands for what no sweep can do. */
  private static final Primitive MIX = new Transpose(List.of(0, 2, 1, 3));

  private final Programs written = new Programs(IMAGES, IMAGES, CHANNELS, CHANNELS);

  @Test
  void aNormAndItsActivationReadImagesThreeTimesAndWriteThemOnce() {
    Fusion fusion = fused(written.returning(norm(0)));
    List<Sweep> overImages = overImages(fusion);
    assertThat(overImages).hasSize(3);
    assertThat(overImages).allSatisfy(sweep -> assertThat(large(fusion, sweep)).containsOnly(0));
    assertThat(overImages.stream().flatMap(sweep -> sweep.results().stream()))
        .filteredOn(value -> fusion.program().type(value).equals(IMAGES))
        .hasSize(1);
  }

  @Test
  void statisticsOfChannelsAreSweepsOfTheirOwn() {
    Fusion fusion = fused(written.returning(norm(0)));
    assertThat(fusion.sweeps())
        .filteredOn(sweep -> sweep.space().equals(CHANNELS.shape()))
        .hasSize(1);
  }

  @Test
  void differencesFromTheMeanAreNeverKept() {
    int activated = norm(0);
    int differences = 5;
    assertThat(written.returning().instruction(differences).primitive()).isEqualTo(SUBTRACT);
    int mixed = written.add(MIX, written.add(MIX, activated));
    int cotangent = written.add(new EluGradient(), mixed, activated);
    int sum = written.add(SUM, written.add(MULTIPLY, cotangent, differences));
    int gradient = written.add(ADD, cotangent, written.add(MULTIPLY, differences, sum));
    Fusion fusion = fused(written.returning(gradient));
    assertThat(fusion.sweeps().stream().flatMap(sweep -> sweep.results().stream()))
        .noneMatch(value -> fusion.program().instruction(value).primitive().equals(SUBTRACT));
  }

  @Test
  void branchesThatMeetAreOneSweep() {
    int left = written.add(TANH, 0);
    int right = written.add(ELU, 1);
    Fusion fusion = fused(written.returning(written.add(ADD, left, right), left));
    assertThat(fusion.sweeps()).hasSize(1);
    assertThat(fusion.sweeps().get(0).operands()).containsExactly(0, 1);
    assertThat(fusion.sweeps().get(0).results()).containsExactlyInAnyOrder(4, 6);
  }

  @Test
  void whatIsNeededInBetweenSeparatesSweeps() {
    int first = written.add(TANH, 0);
    int mixed = written.add(MIX, first);
    Fusion fusion = fused(written.returning(written.add(ADD, first, mixed)));
    assertThat(fusion.sweeps()).hasSize(2);
  }

  @Test
  void whatAnEngineDoesNotTakeStaysAsItIs() {
    Program program = written.returning(norm(0));
    Fusion fusion =
        Fusion.of(
            program,
            new Fusible() {
              @Override
              public boolean computes(Program all, int index) {
                return false;
              }

              @Override
              public boolean fits(
                  Shape space,
                  Collection<Shape> shapes,
                  Collection<Shape> sums,
                  Collection<Shape> usedSums) {
                return true;
              }

              @Override
              public boolean isWorthwhile(List<Instruction> instructions) {
                return true;
              }
            });
    assertThat(fusion.sweeps()).isEmpty();
    assertThat(fusion.program()).isEqualTo(program);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void resultsOfRandomProgramsStayToTheLastBit(long seed) {
    Program program = randomProgram(new Random(seed));
    List<HostArray> inputs =
        program.inputs().stream()
            .map(
                type ->
                    HostArray.of(
                        type.shape(), new Random(seed).doubles(type.shape().size()).toArray()))
            .toList();
    List<HostArray> expected = new Interpreter<>(program, new ReferenceEngine()).run(inputs);
    assertThat(new FusedEngine().compile(program).run(inputs)).isEqualTo(expected);
    Program reordered = fused(program).program();
    assertThat(new Interpreter<>(reordered, new ReferenceEngine()).run(inputs)).isEqualTo(expected);
  }

  private int norm(int x) {
    int differences = written.add(SUBTRACT, x, written.add(MEAN, x));
    int squares = written.add(SQUARES, differences);
    int variance = written.add(new Affine(1 / 16.0, 1e-5), squares);
    int root = written.add(new Unary(UnaryFunction.RSQRT), variance);
    int scaled = written.add(MULTIPLY, differences, written.add(MULTIPLY, root, 2));
    return written.add(ELU, written.add(ADD, scaled, 3));
  }

  private Program randomProgram(Random random) {
    List<Integer> images = new ArrayList<>(List.of(0, 1));
    List<Integer> channels = new ArrayList<>(List.of(2, 3));
    for (int i = 0; i < 60; i++) {
      int a = images.get(random.nextInt(images.size()));
      int b = images.get(Math.max(0, images.size() - 1 - random.nextInt(4)));
      int c = channels.get(random.nextInt(channels.size()));
      switch (random.nextInt(8)) {
        case 0 -> images.add(written.add(ADD, a, b));
        case 1 -> images.add(written.add(TANH, b));
        case 2 -> images.add(written.add(MIX, a));
        case 3 -> images.add(written.add(SUBTRACT, b, c));
        case 4 -> images.add(written.add(new EluGradient(), a, b));
        case 5 -> channels.add(written.add(MEAN, b));
        case 6 -> channels.add(written.add(SQUARES, a));
        default -> channels.add(written.add(MULTIPLY, c, c));
      }
    }
    int first = images.get(2 + random.nextInt(images.size() - 3));
    return written.returning(
        first, images.get(images.size() - 1), channels.get(channels.size() - 1));
  }

  private static Fusion fused(Program program) {
    return Fusion.of(program, FusedEngine.EVERYTHING);
  }

  private static List<Sweep> overImages(Fusion fusion) {
    return fusion.sweeps().stream().filter(sweep -> sweep.space().equals(IMAGES.shape())).toList();
  }

  private static List<Integer> large(Fusion fusion, Sweep sweep) {
    return sweep.operands().stream()
        .filter(value -> fusion.program().type(value).equals(IMAGES))
        .toList();
  }
}

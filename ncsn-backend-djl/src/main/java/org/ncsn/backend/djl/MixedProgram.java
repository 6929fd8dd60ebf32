package org.ncsn.backend.djl;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.ncsn.engine.Executable;
import org.ncsn.program.Program;

/**
 * A program of which Java computes the convolutions that Winograd's algorithm is for, and
 * TensorFlow's graphs what stands between them. Both work on the same memory: nothing is copied.
 */
final class MixedProgram implements Executable<NDArray> {
  private final Program program;
  private final List<Step> steps;
  private final List<List<Integer>> deadAfter;

  /**
   * What is computed at once.
   *
   * @param inputs numbers of the program's values that it takes
   * @param outputs numbers of those that it computes
   */
  record Step(List<Integer> inputs, List<Integer> outputs, Executable<NDArray> code) {}

  /**
   * @param steps what computes the program's outputs, in order
   */
  MixedProgram(Program program, List<Step> steps) {
    this.program = program;
    this.steps = List.copyOf(steps);
    this.deadAfter = deadAfter(program, steps);
  }

  /** What nothing needs after each step. */
  private static List<List<Integer>> deadAfter(Program program, List<Step> steps) {
    Set<Integer> needed = new HashSet<>(program.outputs());
    IntStream.range(0, program.inputs().size()).forEach(needed::add);
    List<List<Integer>> dead = new ArrayList<>();
    steps.forEach(step -> dead.add(new ArrayList<>()));
    for (int i = steps.size() - 1; i >= 0; i--) {
      steps.get(i).inputs().stream().filter(needed::add).forEach(dead.get(i)::add);
    }
    return dead;
  }

  @Override
  public List<NDArray> run(List<NDArray> inputs) {
    NDArray[] values = inputs.toArray(new NDArray[inputs.size() + program.instructions().size()]);
    try {
      for (int i = 0; i < steps.size(); i++) {
        compute(steps.get(i), values);
        for (int dead : deadAfter.get(i)) {
          values[dead].close();
          values[dead] = null;
        }
      }
    } catch (RuntimeException | Error failure) {
      Arrays.stream(values, inputs.size(), values.length)
          .filter(Objects::nonNull)
          .forEach(NDArray::close);
      throw failure;
    }
    return program.outputs().stream().map(number -> values[number]).toList();
  }

  private static void compute(Step step, NDArray[] values) {
    List<NDArray> operands = step.inputs().stream().map(number -> values[number]).toList();
    List<NDArray> results = step.code().run(operands);
    for (int i = 0; i < results.size(); i++) {
      values[step.outputs().get(i)] = results.get(i);
    }
  }

  @Override
  public void close() {
    steps.forEach(step -> step.code().close());
  }
}

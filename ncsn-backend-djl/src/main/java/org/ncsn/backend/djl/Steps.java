package org.ncsn.backend.djl;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.ncsn.backend.djl.MixedProgram.Step;
import org.ncsn.engine.Executable;
import org.ncsn.lowering.BiasedConvolutions;
import org.ncsn.lowering.BiasedConvolutions.Biased;
import org.ncsn.lowering.WinogradFit;
import org.ncsn.primitive.Convolution.Conv2d;
import org.ncsn.primitive.Convolution.KernelGradient;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;
import org.ncsn.vector.WinogradSizes;

/** Divides a program between Java's kernels and TensorFlow's graphs. */
final class Steps {
  private final Program program;
  private final WinogradFit fit;
  private final JavaConvolutions java;
  private final Function<Program, Executable<NDArray>> graphs;
  private final BiasedConvolutions biased;
  private final List<Step> backwards = new ArrayList<>();
  private final Set<Integer> needed;

  private Steps(
      Program program,
      WinogradFit fit,
      JavaConvolutions java,
      Function<Program, Executable<NDArray>> graphs) {
    this.program = program;
    this.fit = fit;
    this.java = java;
    this.graphs = graphs;
    this.biased = BiasedConvolutions.of(program);
    this.needed = new HashSet<>(program.outputs());
  }

  /**
   * The steps of a program, in order.
   *
   * @param fit which convolutions are Java's
   * @param graphs makes a graph of what stands between them
   */
  static List<Step> of(
      Program program,
      WinogradFit fit,
      JavaConvolutions java,
      Function<Program, Executable<NDArray>> graphs) {
    return new Steps(program, fit, java, graphs).divided();
  }

  private List<Step> divided() {
    // From the end, so that it is known what is needed later.
    int end = program.instructions().size();
    for (int i = end - 1; i >= 0; i--) {
      Optional<Step> step = inJava(i);
      if (step.isPresent() || isComputedWithItsBias(i)) {
        graph(i + 1, end);
        step.ifPresent(this::add);
        end = i;
      }
    }
    graph(0, end);
    Collections.reverse(backwards);
    return backwards;
  }

  private void add(Step step) {
    backwards.add(step);
    needed.addAll(step.inputs());
  }

  private void graph(int from, int to) {
    if (from < to) {
      Part part = Part.of(program, from, to, needed);
      add(new Step(part.inputs(), part.outputs(), graphs.apply(part.program())));
    }
  }

  private boolean isComputedWithItsBias(int position) {
    return biased.isJoined(position) && sizes(program.instructions().get(position)).isPresent();
  }

  private Optional<Step> inJava(int position) {
    Instruction instruction = program.instructions().get(position);
    int number = program.inputs().size() + position;
    Optional<Biased> sum = biased.at(position);
    if (sum.isPresent()) {
      Instruction convolution = sum.get().convolution();
      List<Integer> operands = new ArrayList<>(convolution.operands());
      operands.add(sum.get().bias());
      return sizes(convolution).map(sizes -> step(convolution, sizes, operands, number));
    }
    return biased.isJoined(position)
        ? Optional.empty()
        : sizes(instruction).map(sizes -> step(instruction, sizes, instruction.operands(), number));
  }

  private Optional<WinogradSizes> sizes(Instruction instruction) {
    List<Integer> operands = instruction.operands();
    if (instruction.primitive() instanceof Conv2d conv) {
      return fit.sizes(
          program.type(operands.get(0)), program.type(operands.get(1)).shape(), conv.geometry());
    }
    return instruction.primitive() instanceof KernelGradient gradient
        ? fit.sizes(program.type(operands.get(0)), gradient.kernel(), gradient.geometry())
        : Optional.empty();
  }

  private Step step(
      Instruction instruction, WinogradSizes sizes, List<Integer> operands, int number) {
    Executable<NDArray> code =
        instruction.primitive() instanceof Conv2d
            ? java.convolution(sizes)
            : java.kernelGradient(sizes);
    return new Step(operands, List.of(number), code);
  }
}

package org.ncsn.compiler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ncsn.array.TensorType;
import org.ncsn.primitive.Activations;
import org.ncsn.primitive.Blocks;
import org.ncsn.primitive.Convolution.Conv2d;
import org.ncsn.primitive.Creation;
import org.ncsn.primitive.Pointwise;
import org.ncsn.primitive.Shaping;
import org.ncsn.program.Peak;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

/**
 * Trades time for memory. Where a program holds most, between the forward and the backward pass,
 * much of it can be had again from the rest: by some elementwise operations, and by a convolution
 * or two, so that of the results of convolutions that follow each other a third is held. The others
 * are dropped, and computed anew right before they are used again, each at most once. Products and
 * reductions are never repeated.
 */
public final class Rematerialization {
  /** Values of less than this part of the peak are not worth an instruction. */
  private static final long WORTHWHILE = 2048;

  /** Longer chains of operations are not repeated. */
  private static final int LONGEST_CHAIN = 16;

  /** Nor are chains of more convolutions: more would take more time, and hold no less. */
  private static final int MOST_CONVOLUTIONS = 2;

  /** Another round is worth its instructions if it lowers the peak to this part, or below. */
  private static final double LEAST_GAIN = 0.97;

  private final Program program;
  private final int inputs;
  private final Peak peak;
  private final Set<Integer> kept = new HashSet<>();
  private final Set<Integer> dropped = new HashSet<>();
  private final List<Instruction> rewritten = new ArrayList<>();
  private final Map<Integer, Integer> renumbered = new HashMap<>();
  private final Map<Integer, Integer> again = new HashMap<>();

  private Rematerialization(Program program, Peak peak) {
    this.program = program;
    this.inputs = program.inputs().size();
    this.peak = peak;
  }

  /**
   * A program of the same inputs and results that holds less at its peak. Where the first peak was,
   * another may stand out then, and is lowered too.
   */
  public static Program apply(Program program) {
    Program lowest = program;
    Peak peak = Peak.of(lowest);
    while (true) {
      Program lower = new Rematerialization(lowest, peak).run();
      Peak next = Peak.of(lower);
      if (next.bytes() >= LEAST_GAIN * peak.bytes()) {
        return lowest;
      }
      lowest = lower;
      peak = next;
    }
  }

  private Program run() {
    choose();
    for (int value = 0; value < inputs; value++) {
      renumbered.put(value, value);
    }
    for (int i = 0; i < program.instructions().size(); i++) {
      Instruction old = program.instructions().get(i);
      boolean late = i > peak.instruction();
      List<Integer> operands = new ArrayList<>();
      for (int operand : old.operands()) {
        operands.add(late && dropped.contains(operand) ? again(operand) : renumbered.get(operand));
      }
      renumbered.put(inputs + i, append(new Instruction(old.primitive(), operands, old.type())));
    }
    List<Integer> outputs = program.outputs().stream().map(renumbered::get).toList();
    return new Program(program.name(), program.inputs(), rewritten, outputs);
  }

  /** What is held across the peak is kept or dropped, earlier values first. */
  private void choose() {
    Set<Integer> outputs = Set.copyOf(program.outputs());
    for (int value : peak.heldAcross(program)) {
      boolean drop =
          !isSmall(value)
              && !outputs.contains(value)
              && isAffordable(value, LONGEST_CHAIN, MOST_CONVOLUTIONS);
      (drop ? dropped : kept).add(value);
    }
  }

  /** Whether a value is the end of a short chain that begins with what is there. */
  private boolean isAffordable(int value, int longest, int convolutions) {
    if (value < inputs || longest == 0) {
      return false;
    }
    Instruction instruction = program.instruction(value);
    int left = convolutions - (instruction.primitive() instanceof Conv2d ? 1 : 0);
    return left >= 0
        && isRepeated(instruction.primitive())
        && instruction.operands().stream()
            .allMatch(operand -> isThere(operand) || isAffordable(operand, longest - 1, left));
  }

  /** Whether the second half can use a value as it is. */
  private boolean isThere(int value) {
    return value < inputs || kept.contains(value) || isSmall(value);
  }

  private boolean isSmall(int value) {
    return program.type(value).bytes() * WORTHWHILE < peak.bytes();
  }

  private static boolean isRepeated(Primitive primitive) {
    return primitive instanceof Pointwise
        || primitive instanceof Activations.EluGradient
        || primitive instanceof Conv2d
        || primitive instanceof Shaping.Reshape
        || primitive instanceof Blocks.Slice
        || primitive instanceof Blocks.Concat;
  }

  /** Computes a value once more, not before the last instruction written so far. */
  private int again(int value) {
    Integer known = again.get(value);
    if (known != null) {
      return known;
    }
    Instruction old = program.instruction(value);
    int trigger = inputs + rewritten.size() - 1;
    List<Integer> operands = new ArrayList<>();
    boolean waits = false;
    for (int operand : old.operands()) {
      boolean there = isThere(operand);
      operands.add(there ? renumbered.get(operand) : again(operand));
      waits |= !there;
    }
    if (!waits) {
      defer(operands, trigger);
    }
    int number = append(new Instruction(old.primitive(), operands, old.type()));
    again.put(value, number);
    return number;
  }

  /** An engine with an order of its own would else compute it at once, and hold it all the time. */
  private void defer(List<Integer> operands, int trigger) {
    int smallest =
        operands.stream().min(Comparator.comparingLong(value -> type(value).bytes())).orElseThrow();
    Instruction deferred =
        new Instruction(new Creation.Deferred(), List.of(smallest, trigger), type(smallest));
    operands.replaceAll(operand -> operand == smallest ? inputs + rewritten.size() : operand);
    append(deferred);
  }

  private TensorType type(int number) {
    return number < inputs ? program.inputs().get(number) : rewritten.get(number - inputs).type();
  }

  private int append(Instruction instruction) {
    rewritten.add(instruction);
    return inputs + rewritten.size() - 1;
  }
}

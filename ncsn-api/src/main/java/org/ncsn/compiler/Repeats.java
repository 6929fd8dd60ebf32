package org.ncsn.compiler;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.ncsn.array.Shape;
import org.ncsn.primitive.Activations;
import org.ncsn.primitive.Choices;
import org.ncsn.primitive.Elementwise.Affine;
import org.ncsn.primitive.Elementwise.Binary;
import org.ncsn.primitive.Shaping.BroadcastTo;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

/**
 * Results that each sweep which uses them computes for itself: a few simple operations on one array
 * as large as the space take no longer than to read their result, which then needs no memory.
 * Differences from a mean are such, which a norm sums the squares of, scales, and asks for again in
 * the backward pass.
 */
final class Repeats {
  /** Operations from what is read to a result, at most. */
  private static final int MOST = 4;

  private final Program program;
  private final IntFunction<Optional<Shape>> spaces;
  private final BitSet repeated = new BitSet();
  private final Map<Integer, Set<Integer>> wide = new HashMap<>();
  private final Map<Integer, Integer> costs = new HashMap<>();

  private Repeats(Program program, IntFunction<Optional<Shape>> spaces) {
    this.program = program;
    this.spaces = spaces;
  }

  /**
   * Indices of the instructions that are repeated.
   *
   * @param spaces what an instruction with some index sweeps over, if it may be part of a sweep
   */
  static BitSet of(Program program, IntFunction<Optional<Shape>> spaces) {
    Repeats repeats = new Repeats(program, spaces);
    repeats.search();
    return repeats.repeated;
  }

  private void search() {
    int inputs = program.inputs().size();
    BitSet used = usedInOtherSpaces();
    for (int i = 0; i < program.instructions().size(); i++) {
      Instruction instruction = program.instructions().get(i);
      if (used.get(i) || spaces.apply(i).isEmpty() || !isSimple(instruction.primitive())) {
        continue;
      }
      Set<Integer> sources = new HashSet<>();
      int cost = 1;
      for (int operand : instruction.operands()) {
        int index = operand - inputs;
        if (index >= 0 && repeated.get(index)) {
          sources.addAll(wide.get(index));
          cost += costs.get(index);
        } else if (program.type(operand).equals(instruction.type())) {
          sources.add(operand);
        }
      }
      if (sources.size() <= 1 && cost <= MOST) {
        repeated.set(i);
        wide.put(i, sources);
        costs.put(i, cost);
      }
    }
  }

  /** Results that something needs which sweeps over another space, or over none. */
  private BitSet usedInOtherSpaces() {
    int inputs = program.inputs().size();
    BitSet used = new BitSet();
    program.outputs().forEach(value -> used.set(value - inputs));
    for (int i = 0; i < program.instructions().size(); i++) {
      Optional<Shape> space = spaces.apply(i);
      for (int operand : program.instructions().get(i).operands()) {
        int index = operand - inputs;
        if (index >= 0 && (space.isEmpty() || !space.equals(spaces.apply(index)))) {
          used.set(index);
        }
      }
    }
    return used;
  }

  private static boolean isSimple(Primitive primitive) {
    if (primitive instanceof Binary binary) {
      return switch (binary.function()) {
        case ADD, SUBTRACT, MULTIPLY, MAXIMUM, MINIMUM -> true;
        case DIVIDE -> false;
      };
    }
    return primitive instanceof Affine
        || primitive instanceof BroadcastTo
        || primitive instanceof Choices.Compare
        || primitive instanceof Activations.Clamp
        || primitive instanceof Activations.LeakyRelu;
  }
}

package org.ncsn.backend.djl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.ncsn.array.TensorType;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

/**
 * Neighbouring instructions of a program, as a program of their own.
 *
 * @param inputs numbers, in the whole program, of what it takes
 * @param outputs numbers, in the whole program, of what others take from it
 */
record Part(Program program, List<Integer> inputs, List<Integer> outputs) {
  /**
   * The instructions from one position to before another.
   *
   * @param needed numbers of values that are needed by instructions after these, or by the caller
   */
  static Part of(Program whole, int from, int to, Set<Integer> needed) {
    int offset = whole.inputs().size();
    Set<Integer> taken = new TreeSet<>();
    for (Instruction instruction : whole.instructions().subList(from, to)) {
      instruction.operands().stream().filter(number -> number < offset + from).forEach(taken::add);
    }
    List<Integer> inputs = List.copyOf(taken);
    Map<Integer, Integer> renumbered = new HashMap<>();
    inputs.forEach(number -> renumbered.put(number, renumbered.size()));
    List<Instruction> instructions = new ArrayList<>();
    List<Integer> outputs = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Instruction old = whole.instructions().get(i);
      List<Integer> operands = old.operands().stream().map(renumbered::get).toList();
      renumbered.put(offset + i, renumbered.size());
      instructions.add(new Instruction(old.primitive(), operands, old.type()));
      if (needed.contains(offset + i)) {
        outputs.add(offset + i);
      }
    }
    List<TensorType> types = inputs.stream().map(whole::type).toList();
    List<Integer> results = outputs.stream().map(renumbered::get).toList();
    return new Part(new Program(whole.name(), types, instructions, results), inputs, outputs);
  }
}

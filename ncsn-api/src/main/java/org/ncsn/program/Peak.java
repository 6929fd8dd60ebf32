package org.ncsn.program;

import java.util.Set;
import java.util.TreeSet;

/**
 * Where a program, run in order, holds most.
 *
 * @param instruction index of the instruction during which it does, the first one if several do
 * @param bytes of all results that are held then, inputs not counted
 */
public record Peak(int instruction, long bytes) {
  /** Finds the peak. */
  public static Peak of(Program program) {
    Lifetimes lifetimes = Lifetimes.of(program);
    int inputs = program.inputs().size();
    long held = 0;
    Peak highest = new Peak(0, 0);
    for (int i = 0; i < program.instructions().size(); i++) {
      held += program.type(inputs + i).bytes();
      if (held > highest.bytes) {
        highest = new Peak(i, held);
      }
      for (int dead : lifetimes.deadAfter(i)) {
        held -= program.type(dead).bytes();
      }
    }
    return highest;
  }

  /** Numbers of the results that exist by then and are used by later instructions, ascending. */
  public Set<Integer> heldAcross(Program program) {
    int inputs = program.inputs().size();
    Set<Integer> held = new TreeSet<>();
    for (int i = instruction + 1; i < program.instructions().size(); i++) {
      for (int operand : program.instructions().get(i).operands()) {
        if (operand >= inputs && operand <= inputs + instruction) {
          held.add(operand);
        }
      }
    }
    return held;
  }
}

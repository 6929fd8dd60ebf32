package org.ncsn.program;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** When each value of a program is used for the last time. */
public final class Lifetimes {
  private final List<List<Integer>> deadAfter;

  private Lifetimes(List<List<Integer>> deadAfter) {
    this.deadAfter = deadAfter;
  }

  /** Finds the last uses; inputs and outputs live on. */
  public static Lifetimes of(Program program) {
    int inputs = program.inputs().size();
    int count = program.instructions().size();
    Set<Integer> seen = new HashSet<>(program.outputs());
    List<List<Integer>> deadAfter = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      deadAfter.add(new ArrayList<>());
    }
    for (int i = count - 1; i >= 0; i--) {
      for (int operand : program.instructions().get(i).operands()) {
        if (operand >= inputs && seen.add(operand)) {
          deadAfter.get(i).add(operand);
        }
      }
      if (seen.add(inputs + i)) {
        deadAfter.get(i).add(inputs + i);
      }
    }
    return new Lifetimes(deadAfter.stream().map(List::copyOf).toList());
  }

  /** Values that nothing needs once instruction {@code index} has run. */
  public List<Integer> deadAfter(int index) {
    return deadAfter.get(index);
  }
}

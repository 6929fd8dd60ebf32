package org.ncsn.compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

/**
 * A program in which what can be computed together stands together. An engine that has passes over
 * memory takes each sweep as one; run instruction by instruction the program computes the same.
 *
 * @param program the same inputs and results as before, in another order; what is cheap to have
 *     again is computed in each sweep that uses it
 * @param sweeps in the order of the program, none of which overlap
 */
public record Fusion(Program program, List<Sweep> sweeps) {
  public Fusion {
    sweeps = List.copyOf(sweeps);
  }

  /** Groups as much of a program as an engine can compute in passes over memory. */
  public static Fusion of(Program program, Fusible fusible) {
    return new Writer(program).written(new FusionSearch(program, fusible).units());
  }

  /** The sweep that an instruction belongs to, if it is part of one. */
  public Optional<Sweep> sweepAt(int index) {
    int low = 0;
    int high = sweeps.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sweeps.get(middle).end() <= index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < sweeps.size() && sweeps.get(low).first() <= index
        ? Optional.of(sweeps.get(low))
        : Optional.empty();
  }

  /** Writes the program of units in their order. */
  private static final class Writer {
    private final Program old;
    private final int inputs;
    private final List<Instruction> written = new ArrayList<>();
    private final Map<Integer, Integer> renumbered = new HashMap<>();

    Writer(Program old) {
      this.old = old;
      this.inputs = old.inputs().size();
      for (int value = 0; value < inputs; value++) {
        renumbered.put(value, value);
      }
    }

    Fusion written(List<Unit> units) {
      List<int[]> ranges = new ArrayList<>();
      for (Unit unit : units) {
        int first = written.size();
        write(unit);
        if (unit.isSweep()) {
          ranges.add(new int[] {first, written.size()});
        }
      }
      List<Integer> outputs = old.outputs().stream().map(renumbered::get).toList();
      Program program = new Program(old.name(), old.inputs(), written, outputs);
      return new Fusion(program, sweeps(program, ranges));
    }

    private void write(Unit unit) {
      for (int index : unit.members()) {
        Instruction instruction = old.instructions().get(index);
        List<Integer> operands = instruction.operands().stream().map(renumbered::get).toList();
        // What is computed in several units is found last where it was written last: in this one.
        renumbered.put(inputs + index, inputs + written.size());
        written.add(new Instruction(instruction.primitive(), operands, instruction.type()));
      }
    }

    private static List<Sweep> sweeps(Program program, List<int[]> ranges) {
      int inputs = program.inputs().size();
      int[] unitOf = new int[program.instructions().size()];
      for (int unit = 0; unit < ranges.size(); unit++) {
        for (int i = ranges.get(unit)[0]; i < ranges.get(unit)[1]; i++) {
          unitOf[i] = unit + 1;
        }
      }
      Set<Integer> needed = new HashSet<>(program.outputs());
      for (int i = 0; i < unitOf.length; i++) {
        for (int operand : program.instructions().get(i).operands()) {
          if (operand >= inputs && (unitOf[i] == 0 || unitOf[operand - inputs] != unitOf[i])) {
            needed.add(operand);
          }
        }
      }
      return ranges.stream().map(range -> Sweep.of(program, range[0], range[1], needed)).toList();
    }
  }
}

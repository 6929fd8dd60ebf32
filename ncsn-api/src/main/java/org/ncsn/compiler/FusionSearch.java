package org.ncsn.compiler;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ncsn.array.Shape;
import org.ncsn.primitive.Activations.EluGradient;
import org.ncsn.primitive.Pointwise;
import org.ncsn.primitive.Reductions.Reduce;
import org.ncsn.primitive.Shaping.BroadcastTo;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

/**
 * Finds what can be computed in one pass over memory. It goes through a program once; each
 * instruction that an engine can compute in a pass joins those that its operands come from, as long
 * as they sweep over the same space, and nothing in between needs the one and is needed by the
 * other. What a sum is made of and what uses the sum are two passes, unless the engine has the
 * whole sum before it goes on, as that of a row.
 */
final class FusionSearch {
  /**
   * Units that may stand between two that are joined: values would wait for each other too long.
   */
  private static final int FARTHEST = 64;

  private final Program program;
  private final Fusible fusible;
  private final int inputs;
  private final List<Optional<Shape>> spaces = new ArrayList<>();
  private final BitSet repeated;

  /** The units in an order in which they can run. */
  private final List<Unit> order = new ArrayList<>();

  /** The unit of each instruction that is computed once. */
  private final Map<Integer, Unit> owners = new HashMap<>();

  FusionSearch(Program program, Fusible fusible) {
    this.program = program;
    this.fusible = fusible;
    this.inputs = program.inputs().size();
    for (int i = 0; i < program.instructions().size(); i++) {
      spaces.add(space(i));
    }
    this.repeated = Repeats.of(program, spaces::get);
  }

  /** All instructions in units, in an order in which they can run. */
  List<Unit> units() {
    for (int i = 0; i < program.instructions().size(); i++) {
      if (!repeated.get(i)) {
        SortedSet<Integer> members = members(i);
        Optional<Shape> space = spaces.get(i).filter(any -> fits(members, any));
        Unit unit = unit(members, space);
        order.add(unit);
        own(unit);
        if (unit.isSweep()) {
          join(unit);
        }
      }
    }
    order.replaceAll(unit -> isWorthwhile(unit) ? unit : unit.apart());
    return order;
  }

  private Optional<Shape> space(int index) {
    Instruction instruction = program.instructions().get(index);
    Primitive primitive = instruction.primitive();
    boolean isReduction = primitive instanceof Reduce;
    if (!isReduction
        && !(primitive instanceof Pointwise)
        && !(primitive instanceof EluGradient)
        && !(primitive instanceof BroadcastTo)) {
      return Optional.empty();
    }
    Shape space = Sweep.space(program, instruction);
    return space.size() > 0
            && fusible.computes(program, index)
            && fits(new TreeSet<>(Set.of(index)), space)
        ? Optional.of(space)
        : Optional.empty();
  }

  /** An instruction, and what it uses that is computed wherever it is used. */
  private SortedSet<Integer> members(int index) {
    SortedSet<Integer> members = new TreeSet<>(Set.of(index));
    for (int operand : program.instructions().get(index).operands()) {
      if (operand >= inputs && repeated.get(operand - inputs)) {
        members.addAll(members(operand - inputs));
      }
    }
    return members;
  }

  private Unit unit(SortedSet<Integer> members, Optional<Shape> space) {
    Set<Integer> sources = new HashSet<>();
    for (int member : members) {
      for (int operand : program.instructions().get(member).operands()) {
        if (operand >= inputs && !members.contains(operand - inputs)) {
          sources.add(operand - inputs);
        }
      }
    }
    return new Unit(members, sources, space);
  }

  private void own(Unit unit) {
    for (int member : unit.members()) {
      if (!repeated.get(member)) {
        owners.put(member, unit);
      }
    }
  }

  /** Joins a unit with those that its operands come from, the nearest first. */
  private void join(Unit added) {
    Unit unit = added;
    List<Integer> sources = new ArrayList<>(added.sources());
    sources.sort(Comparator.reverseOrder());
    for (int source : sources) {
      Unit earlier = owners.get(source);
      if (earlier != unit && earlier.sweepsOver(unit)) {
        unit = joined(earlier, unit);
      }
    }
  }

  /** Both units as one, or the second as it is if that cannot be. */
  private Unit joined(Unit a, Unit b) {
    int last = Math.max(place(a), place(b));
    int first = Math.min(place(a), place(b));
    if (last - first > FARTHEST) {
      return b;
    }
    List<Unit> region = order.subList(first, last + 1);
    List<Unit> behind = new ArrayList<>();
    Set<Unit> dependent = new HashSet<>(Set.of(region.get(0)));
    List<Unit> before = new ArrayList<>();
    for (Unit between : region.subList(1, region.size() - 1)) {
      boolean depends = between.sources().stream().map(owners::get).anyMatch(dependent::contains);
      (depends ? behind : before).add(between);
      if (depends) {
        dependent.add(between);
      }
    }
    Unit later = region.get(region.size() - 1);
    if (later.sources().stream().map(owners::get).anyMatch(behind::contains)) {
      return b;
    }
    SortedSet<Integer> members = new TreeSet<>(a.members());
    members.addAll(b.members());
    Unit both = unit(members, b.space());
    if (!fits(members, both.space().orElseThrow())) {
      return b;
    }
    own(both);
    List<Unit> reordered = new ArrayList<>(before);
    reordered.add(both);
    reordered.addAll(behind);
    region.clear();
    order.addAll(first, reordered);
    return both;
  }

  private int place(Unit unit) {
    // The unit is near the end most of the time.
    for (int i = order.size() - 1; i >= 0; i--) {
      if (order.get(i) == unit) {
        return i;
      }
    }
    throw new IllegalArgumentException("no unit of this program");
  }

  private boolean fits(Collection<Integer> members, Shape space) {
    Set<Shape> shapes = new HashSet<>();
    Set<Shape> sums = new HashSet<>();
    Set<Shape> usedSums = new HashSet<>();
    for (int member : members) {
      Instruction instruction = program.instructions().get(member);
      if (instruction.primitive() instanceof Reduce reduce) {
        sums.add(reduce.kept(space));
      }
      for (int operand : instruction.operands()) {
        if (!members.contains(operand - inputs)) {
          shapes.add(program.type(operand).shape());
        } else if (program.instruction(operand).primitive() instanceof Reduce reduce) {
          if (!reduce.keepAxes()) {
            return false;
          }
          usedSums.add(reduce.kept(space));
        }
      }
    }
    return fusible.fits(space, shapes, sums, usedSums);
  }

  private boolean isWorthwhile(Unit unit) {
    return unit.isSweep()
        && fusible.isWorthwhile(unit.members().stream().map(program.instructions()::get).toList());
  }
}

package org.ncsn.backend.nd4j;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ncsn.array.Shape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Places for the intermediate results of a program in one region of memory for each element type.
 * Results that are never alive together may share a place. The largest are placed first, each as
 * low as its lifetime allows.
 */
final class MemoryPlan {
  private static final long GRAIN = 64;

  private final Map<Planned, Long> offsets = new LinkedHashMap<>();
  private final Map<DataType, Long> extents = new EnumMap<>(DataType.class);

  /** One result: the first and last step that touch it, and its place. */
  private static final class Lifetime {
    private final Planned memory;
    private final int first;
    private int last;
    private long offset;

    Lifetime(Planned memory, int step) {
      this.memory = memory;
      this.first = step;
      this.last = step;
    }

    boolean overlaps(Lifetime other) {
      return first <= other.last && other.first <= last;
    }

    long end() {
      return offset + size();
    }

    long size() {
      return (memory.elements() + GRAIN - 1) / GRAIN * GRAIN;
    }
  }

  private MemoryPlan() {}

  /**
   * Plans a program.
   *
   * @param elsewhere results that have memory of their own
   */
  static MemoryPlan of(List<Step> steps, Set<Planned> elsewhere) {
    Map<Planned, Lifetime> lifetimes = new LinkedHashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      int step = i;
      steps
          .get(i)
          .arrays()
          .map(Nd4jArray::storage)
          .forEach(
              storage -> {
                if (storage instanceof Planned memory && !elsewhere.contains(memory)) {
                  lifetimes.computeIfAbsent(memory, any -> new Lifetime(any, step)).last = step;
                }
              });
    }
    Map<Planned, Planned> overwriting = overwrite(steps, lifetimes);
    MemoryPlan plan = new MemoryPlan();
    Map<DataType, List<Lifetime>> placed = new EnumMap<>(DataType.class);
    lifetimes.values().stream()
        .sorted(Comparator.comparingLong(Lifetime::size).reversed())
        .forEach(
            lifetime ->
                plan.place(
                    lifetime,
                    placed.computeIfAbsent(lifetime.memory.type(), any -> new ArrayList<>())));
    // What is written over something is listed behind it.
    overwriting.forEach((result, operand) -> plan.offsets.put(result, plan.offsets.get(operand)));
    return plan;
  }

  /**
   * Lets elementwise results replace an operand that is used for the last time, which spares memory
   * traffic: joins their lifetimes.
   *
   * @return for each such result, the operand
   */
  private static Map<Planned, Planned> overwrite(
      List<Step> steps, Map<Planned, Lifetime> lifetimes) {
    Map<Planned, Planned> overwriting = new LinkedHashMap<>();
    Map<Planned, Lifetime> current = new HashMap<>(lifetimes);
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (!step.operation().isElementwise()) {
        continue;
      }
      for (Nd4jArray result : step.results()) {
        Lifetime created = lifetimes.get(result.storage());
        if (created == null || created.first != i) {
          continue;
        }
        for (Nd4jArray operand : replaceable(step, result.shape())) {
          Lifetime ending = current.get(operand.storage());
          if (ending != null && ending.last == i && operand.type() == result.type()) {
            ending.last = created.last;
            current.put(created.memory, ending);
            lifetimes.remove(created.memory);
            overwriting.put(created.memory, (Planned) operand.storage());
            break;
          }
        }
      }
    }
    return overwriting;
  }

  /**
   * Operands that a result of some shape may be written over. Where operands are repeated, ND4J may
   * read the others after it began to write; kernels in Java do not.
   */
  private static List<Nd4jArray> replaceable(Step step, Shape shape) {
    boolean isPlain = step.operands().stream().allMatch(operand -> operand.shape().equals(shape));
    boolean isOurs = step.operation() instanceof JavaOperation;
    return isPlain || isOurs
        ? step.operands().stream().filter(operand -> operand.shape().equals(shape)).toList()
        : step.operands().subList(0, 1).stream().filter(x -> x.shape().equals(shape)).toList();
  }

  /** Finds the lowest gap among those that live at the same time; {@code placed} is by offset. */
  private void place(Lifetime lifetime, List<Lifetime> placed) {
    long offset = 0;
    for (Lifetime other : placed) {
      if (other.overlaps(lifetime)) {
        if (other.offset - offset >= lifetime.size()) {
          break;
        }
        offset = Math.max(offset, other.end());
      }
    }
    lifetime.offset = offset;
    int position = 0;
    while (position < placed.size() && placed.get(position).offset <= offset) {
      position++;
    }
    placed.add(position, lifetime);
    offsets.put(lifetime.memory, offset);
    extents.merge(lifetime.memory.type(), lifetime.end(), Math::max);
  }

  /** Where a result begins in the region of its element type, in elements. */
  long offset(Planned memory) {
    return offsets.get(memory);
  }

  /** Elements that each region needs. */
  Map<DataType, Long> extents() {
    return extents;
  }
}

package org.ncsn.backend.nd4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Writes operations down. Arrays get their memory when the whole program is known; constants are
 * put into memory at once and stay there as long as the program.
 */
final class Recorder implements Machine {
  /**
   * What is derived is made again after so many steps: a transformed kernel is four times as large
   * as the kernel, and would be held from one pass through the network to the next.
   */
  private static final int SHARED_FOR = 64;

  private final EagerMachine machine;
  private final List<Step> steps = new ArrayList<>();
  private final Map<HostArray, Nd4jArray> constants = new HashMap<>();
  private final Map<Derivation, Derived> derivations = new HashMap<>();
  private final List<Nd4jArray> prepared = new ArrayList<>();

  /** Equal if the source is the same array, not just an equal one. */
  private record Derivation(Storage source, Shape shape, String purpose) {}

  /** An array and the step at which it was asked for last. */
  private record Derived(Nd4jArray array, int lastStep) {}

  Recorder(EagerMachine machine) {
    this.machine = machine;
  }

  /** What was recorded, in order. */
  List<Step> steps() {
    return steps;
  }

  /** The arrays that must live as long as the program. */
  List<Nd4jArray> constants() {
    return Stream.concat(constants.values().stream(), prepared.stream()).toList();
  }

  @Override
  public Nd4jArray allocate(DataType type, Shape shape) {
    return Nd4jArray.of(new Planned(type, shape.size()), shape);
  }

  @Override
  public Nd4jArray constant(HostArray values) {
    return constants.computeIfAbsent(values, machine::constant);
  }

  @Override
  public Nd4jArray reshape(Nd4jArray x, Shape shape) {
    return new Nd4jArray(x.storage(), shape, x.known());
  }

  /** Of an input; what is computed may be overwritten before its part is used. */
  @Override
  public Optional<Nd4jArray> part(Nd4jArray x, long from, Shape shape) {
    if (x.storage() instanceof ProgramInput input) {
      return Optional.of(new Nd4jArray(new InputPart(input, from), shape, x.known()));
    }
    return x.storage() instanceof InputPart part
        ? Optional.of(
            new Nd4jArray(new InputPart(part.input(), part.from() + from), shape, x.known()))
        : Optional.empty();
  }

  @Override
  public void run(Operation operation, List<Nd4jArray> operands, List<Nd4jArray> results) {
    steps.add(new Step(operation, List.copyOf(operands), List.copyOf(results)));
  }

  @Override
  public Nd4jArray derived(Nd4jArray source, String purpose, UnaryOperator<Nd4jArray> maker) {
    Derivation key = new Derivation(source.storage(), source.shape(), purpose);
    Derived known = derivations.get(key);
    Nd4jArray array = known == null || isStale(known) ? made(source, maker) : known.array();
    derivations.put(key, new Derived(array, steps.size()));
    return array;
  }

  private boolean isStale(Derived known) {
    return known.array().storage() instanceof Planned
        && steps.size() - known.lastStep() > SHARED_FOR;
  }

  private Nd4jArray made(Nd4jArray source, UnaryOperator<Nd4jArray> maker) {
    int first = steps.size();
    Nd4jArray made = maker.apply(source);
    return source.storage() instanceof ProgramInput input && made.storage() instanceof Planned
        ? kept(made, steps.subList(first, steps.size()), input)
        : made;
  }

  /**
   * Gives what was made of an input alone, its layout for convolutions for example, a place of its
   * own: weights are the same from run to run, but in training, where they are no inputs.
   */
  private Nd4jArray kept(Nd4jArray planned, List<Step> making, ProgramInput input) {
    Nd4jArray place = machine.allocate(planned.type(), planned.shape());
    prepared.add(place);
    making.replaceAll(step -> step.preparing(input.number(), planned, place));
    return new Nd4jArray(place.storage(), planned.shape(), planned.known());
  }

  @Override
  public void release(Nd4jArray array) {
    // The last step that uses an array ends its life.
  }
}

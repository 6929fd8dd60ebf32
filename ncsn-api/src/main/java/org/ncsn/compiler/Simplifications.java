package org.ncsn.compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.primitive.Creation;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Pointwise;
import org.ncsn.primitive.Shaping;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

/**
 * Makes a traced program shorter without changing what it computes: equal instructions become one,
 * multiples of multiples become one, constants are computed with, sums are taken from other sums,
 * gradients of what was gated by itself from the result, repetition is put off until it is needed
 * (broadcasting does most of it), and what no output needs is dropped.
 */
public final class Simplifications {
  private static final Elementwise.Affine IDENTITY = new Elementwise.Affine(1, 0);

  private final Program program;
  private final int inputs;
  private final Constants constants = new Constants(this::fill, this::type);
  private final Sums sums = new Sums(this::result, this::type, this::before, this::simplified);
  private final Gates gates = new Gates(this::result, this::before, this::simplified);
  private final List<Instruction> kept = new ArrayList<>();
  private final Map<Instruction, Integer> known = new HashMap<>();

  private Simplifications(Program program) {
    this.program = program;
    this.inputs = program.inputs().size();
  }

  /** The simplified program, with the same inputs and outputs. */
  public static Program apply(Program program) {
    return withoutDead(new Simplifications(program).withoutRepetition());
  }

  private Program withoutRepetition() {
    List<Integer> renumbered = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      renumbered.add(i);
    }
    for (Instruction old : program.instructions()) {
      List<Integer> operands = old.operands().stream().map(renumbered::get).toList();
      renumbered.add(simplified(new Instruction(old.primitive(), operands, old.type())));
    }
    Set<Integer> seen = new HashSet<>();
    List<Integer> outputs = new ArrayList<>();
    for (int output : program.outputs()) {
      int number = renumbered.get(output);
      // Equal results became one value, but every output is a value of its own, and none an input.
      outputs.add(seen.add(number) && isResult(number) ? number : append(copyOf(number)));
    }
    return new Program(program.name(), program.inputs(), kept, outputs);
  }

  private Instruction copyOf(int number) {
    return new Instruction(new Creation.Copy(), List.of(number), type(number));
  }

  private int number(Instruction instruction) {
    if (instruction.primitive() instanceof Creation.Copy) {
      return append(instruction);
    }
    Integer before = known.get(instruction);
    if (before != null) {
      return before;
    }
    int number = append(instruction);
    known.put(instruction, number);
    return number;
  }

  private int append(Instruction instruction) {
    kept.add(instruction);
    return inputs + kept.size() - 1;
  }

  private TensorType type(int number) {
    return number < inputs ? program.inputs().get(number) : kept.get(number - inputs).type();
  }

  private int simplified(Instruction instruction) {
    Optional<Instruction> folded = constants.folded(instruction);
    if (folded.isPresent()) {
      return simplified(folded.get());
    }
    Optional<Integer> sum = sums.following(instruction);
    if (sum.isPresent()) {
      return sum.get();
    }
    Optional<Integer> gradient = gates.following(instruction);
    if (gradient.isPresent()) {
      return gradient.get();
    }
    if (instruction.primitive() instanceof Elementwise.Affine outer) {
      int operand = instruction.operands().get(0);
      if (outer.equals(IDENTITY)) {
        return operand;
      }
      if (isResult(operand) && primitive(operand) instanceof Elementwise.Affine inner) {
        return simplified(composed(outer, inner, operand));
      }
    }
    return instruction.primitive() instanceof Pointwise
        ? narrowed(instruction)
        : number(instruction);
  }

  private Instruction composed(Elementwise.Affine outer, Elementwise.Affine inner, int operand) {
    double scale = outer.scale() * inner.scale();
    double shift = outer.scale() * inner.shift() + outer.shift();
    return new Instruction(
        new Elementwise.Affine(scale, shift), kept.get(operand - inputs).operands(), type(operand));
  }

  /** Computes on operands before they were repeated, and repeats the result only if need be. */
  private int narrowed(Instruction instruction) {
    List<Integer> narrow = instruction.operands().stream().map(this::beforeRepetition).toList();
    TensorType type = instruction.primitive().infer(narrow.stream().map(this::type).toList());
    int number = number(new Instruction(instruction.primitive(), narrow, type));
    Shape shape = instruction.type().shape();
    return type.shape().equals(shape)
        ? number
        : number(
            new Instruction(new Shaping.BroadcastTo(shape), List.of(number), instruction.type()));
  }

  private int beforeRepetition(int number) {
    return isResult(number) && primitive(number) instanceof Shaping.BroadcastTo
        ? kept.get(number - inputs).operands().get(0)
        : number;
  }

  private Optional<Creation.Fill> fill(int number) {
    return result(number)
        .map(Instruction::primitive)
        .filter(Creation.Fill.class::isInstance)
        .map(Creation.Fill.class::cast);
  }

  private Optional<Instruction> result(int number) {
    return isResult(number) ? Optional.of(kept.get(number - inputs)) : Optional.empty();
  }

  private Optional<Integer> before(Instruction instruction) {
    return Optional.ofNullable(known.get(instruction));
  }

  private boolean isResult(int number) {
    return number >= inputs;
  }

  private Primitive primitive(int number) {
    return kept.get(number - inputs).primitive();
  }

  private static Program withoutDead(Program program) {
    int inputs = program.inputs().size();
    Set<Integer> needed = new HashSet<>(program.outputs());
    for (int i = program.instructions().size() - 1; i >= 0; i--) {
      if (needed.contains(inputs + i)) {
        needed.addAll(program.instructions().get(i).operands());
      }
    }
    Map<Integer, Integer> renumbered = new HashMap<>();
    List<Instruction> live = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      renumbered.put(i, i);
    }
    for (int i = 0; i < program.instructions().size(); i++) {
      if (needed.contains(inputs + i)) {
        Instruction old = program.instructions().get(i);
        renumbered.put(inputs + i, inputs + live.size());
        List<Integer> operands = old.operands().stream().map(renumbered::get).toList();
        live.add(new Instruction(old.primitive(), operands, old.type()));
      }
    }
    return new Program(
        program.name(),
        program.inputs(),
        live,
        program.outputs().stream().map(renumbered::get).toList());
  }
}

package org.ncsn.compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.BinaryFunction;
import org.ncsn.kernel.Reduction;
import org.ncsn.kernel.UnaryFunction;
import org.ncsn.primitive.Elementwise.Binary;
import org.ncsn.primitive.Elementwise.Unary;
import org.ncsn.primitive.Probabilities.Softmax;
import org.ncsn.primitive.Reductions.Reduce;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

/**
 * Softmaxes as what they are made of, so that an engine which has the sum of a row before it goes
 * on computes them in one pass with what stands before and behind them.
 */
public final class Softmaxes {
  private final Program old;
  private final List<Instruction> written = new ArrayList<>();
  private final Map<Integer, Integer> renumbered = new HashMap<>();

  private Softmaxes(Program old) {
    this.old = old;
    for (int value = 0; value < old.inputs().size(); value++) {
      renumbered.put(value, value);
    }
  }

  /**
   * Writes softmaxes out.
   *
   * @param chosen of which types
   */
  public static Program writtenOut(Program program, Predicate<TensorType> chosen) {
    boolean none =
        program.instructions().stream()
            .noneMatch(any -> any.primitive() instanceof Softmax && chosen.test(any.type()));
    return none ? program : new Softmaxes(program).written(chosen);
  }

  private Program written(Predicate<TensorType> chosen) {
    for (int i = 0; i < old.instructions().size(); i++) {
      Instruction instruction = old.instructions().get(i);
      List<Integer> operands = instruction.operands().stream().map(renumbered::get).toList();
      int value =
          instruction.primitive() instanceof Softmax softmax && chosen.test(instruction.type())
              ? softmax(softmax, operands.get(0), instruction.type())
              : write(instruction.primitive(), operands, instruction.type());
      renumbered.put(old.inputs().size() + i, value);
    }
    List<Integer> outputs = old.outputs().stream().map(renumbered::get).toList();
    return new Program(old.name(), old.inputs(), written, outputs);
  }

  private int softmax(Softmax softmax, int x, TensorType type) {
    TensorType row = type.with(type.shape().with(softmax.axis(), 1));
    List<Integer> axis = List.of(softmax.axis());
    int largest = write(new Reduce(Reduction.MAX, axis, true), List.of(x), row);
    int below = write(new Binary(BinaryFunction.SUBTRACT), List.of(x, largest), type);
    int powers = write(new Unary(UnaryFunction.EXP), List.of(below), type);
    int sum = write(new Reduce(Reduction.SUM, axis, true), List.of(powers), row);
    return write(new Binary(BinaryFunction.DIVIDE), List.of(powers, sum), type);
  }

  private int write(Primitive primitive, List<Integer> operands, TensorType type) {
    written.add(new Instruction(primitive, operands, type));
    return old.inputs().size() + written.size() - 1;
  }
}

package org.ncsn.backend.nd4j;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.primitive.Convolution.InputGradient;
import org.ncsn.primitive.Convolution.KernelGradient;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

/**
 * The two gradients of one convolution, found in a program. ND4J computes both in one operation, so
 * they are computed where the first of them stands, or, if something is not there yet, the second.
 */
final class GradientPairs {
  private final Map<Integer, Pair> pairs = new HashMap<>();

  /** Positions of two instructions, and where both are computed. */
  record Pair(int ofInput, int ofKernel, int position) {}

  /** What two gradients of one convolution have in common. */
  private record Key(int cotangent, Shape image, Shape kernel, ConvGeometry geometry) {}

  private GradientPairs() {}

  static GradientPairs of(Program program) {
    GradientPairs result = new GradientPairs();
    Map<Key, Deque<Integer>> ofInput = new HashMap<>();
    Map<Key, Deque<Integer>> ofKernel = new HashMap<>();
    List<Instruction> instructions = program.instructions();
    for (int i = 0; i < instructions.size(); i++) {
      Instruction instruction = instructions.get(i);
      List<Integer> operands = instruction.operands();
      if (instruction.primitive() instanceof InputGradient gradient) {
        Shape kernel = program.type(operands.get(1)).shape();
        Key key = new Key(operands.get(0), gradient.image(), kernel, gradient.geometry());
        result.match(program, key, i, ofInput, ofKernel);
      } else if (instruction.primitive() instanceof KernelGradient gradient) {
        Shape image = program.type(operands.get(0)).shape();
        Key key = new Key(operands.get(1), image, gradient.kernel(), gradient.geometry());
        result.match(program, key, i, ofKernel, ofInput);
      }
    }
    return result;
  }

  private void match(
      Program program,
      Key key,
      int position,
      Map<Key, Deque<Integer>> mine,
      Map<Key, Deque<Integer>> others) {
    Deque<Integer> waiting = others.getOrDefault(key, new ArrayDeque<>());
    Integer earlier = waiting.peek();
    if (earlier == null) {
      mine.computeIfAbsent(key, any -> new ArrayDeque<>()).add(position);
      return;
    }
    int inputs = program.inputs().size();
    boolean isEarlyEnough =
        program.instructions().get(position).operands().stream()
            .allMatch(operand -> isThere(operand - inputs, earlier));
    boolean isLateEnough =
        IntStream.range(earlier + 1, position)
            .noneMatch(i -> program.instructions().get(i).operands().contains(inputs + earlier));
    if (isEarlyEnough || isLateEnough) {
      waiting.remove();
      boolean isInput = program.instructions().get(position).primitive() instanceof InputGradient;
      int done = isEarlyEnough ? earlier : position;
      Pair pair = isInput ? new Pair(position, earlier, done) : new Pair(earlier, position, done);
      pairs.put(position, pair);
      pairs.put(earlier, pair);
    }
  }

  /** Whether an instruction's result is computed before a position. */
  private boolean isThere(int instruction, int position) {
    Pair pair = pairs.get(instruction);
    int done = pair == null ? instruction : pair.position();
    return done < position;
  }

  /** The pair that the instruction at a position belongs to. */
  Optional<Pair> at(int position) {
    return Optional.ofNullable(pairs.get(position));
  }
}

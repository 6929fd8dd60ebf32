package org.ncsn.lowering;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ncsn.array.Shape;
import org.ncsn.kernel.BinaryFunction;
import org.ncsn.primitive.Convolution.Conv2d;
import org.ncsn.primitive.Elementwise.Binary;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

/**
 * Convolutions whose result is needed for one thing only, that a bias is added to every pixel. A
 * kernel does both at once, where the sum stands.
 */
public final class BiasedConvolutions {
  private final Program program;
  private final Map<Integer, Biased> bySum = new HashMap<>();
  private final Set<Integer> joined = new HashSet<>();

  /**
   * A convolution and its bias.
   *
   * @param bias number of the value that is added
   */
  public record Biased(Instruction convolution, int bias) {}

  private BiasedConvolutions(Program program) {
    this.program = program;
  }

  public static BiasedConvolutions of(Program program) {
    BiasedConvolutions found = new BiasedConvolutions(program);
    Map<Integer, Integer> uses = new HashMap<>();
    program.outputs().forEach(number -> uses.merge(number, 1, Integer::sum));
    for (Instruction instruction : program.instructions()) {
      instruction.operands().forEach(number -> uses.merge(number, 1, Integer::sum));
    }
    for (int i = 0; i < program.instructions().size(); i++) {
      Instruction sum = program.instructions().get(i);
      if (sum.primitive().equals(new Binary(BinaryFunction.ADD))
          && !found.join(i, sum.operands().get(0), sum.operands().get(1), uses)) {
        found.join(i, sum.operands().get(1), sum.operands().get(0), uses);
      }
    }
    return found;
  }

  private boolean join(int sum, int result, int bias, Map<Integer, Integer> uses) {
    int position = result - program.inputs().size();
    if (position < 0 || uses.get(result) != 1) {
      return false;
    }
    Instruction convolution = program.instructions().get(position);
    Shape image = convolution.type().shape();
    boolean fits =
        convolution.primitive() instanceof Conv2d conv
            && conv.geometry().isDense()
            && image.size() > 0
            && program.type(bias).shape().equals(Shape.of(image.extent(3)));
    if (fits) {
      joined.add(position);
      bySum.put(sum, new Biased(convolution, bias));
    }
    return fits;
  }

  /** Whether the instruction at a position is computed with a later one. */
  public boolean isJoined(int position) {
    return joined.contains(position);
  }

  /** The convolution that the sum at a position is computed with. */
  public Optional<Biased> at(int position) {
    return Optional.ofNullable(bySum.get(position));
  }
}

package org.ncsn.backend.nd4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ncsn.array.Shape;
import org.ncsn.compiler.Sweep;
import org.ncsn.primitive.Reductions.Reduce;
import org.ncsn.primitive.Shaping.BroadcastTo;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;
import org.ncsn.vector.Access;
import org.ncsn.vector.Code;
import org.ncsn.vector.Op;
import org.ncsn.vector.Result;
import org.ncsn.vector.Result.Fold;
import org.ncsn.vector.SweepKernel;

/** Writes a sweep of a program down for the kernel that runs it. */
final class Tape {
  /** More uses than there are: the block is never another value's. */
  private static final int FOREVER = 1 << 20;

  private final Program program;
  private final Sweep sweep;
  private final Layout layout;
  private final Blocks blocks = new Blocks();
  private final Map<Integer, Integer> uses = new HashMap<>();
  private final Map<Integer, Result> results = new HashMap<>();
  private final List<Code> code = new ArrayList<>();

  private Tape(Program program, Sweep sweep) {
    this.program = program;
    this.sweep = sweep;
    List<Shape> shapes = new ArrayList<>();
    List<Shape> sums = new ArrayList<>();
    List<Shape> usedSums = new ArrayList<>();
    sweep.operands().forEach(value -> shapes.add(program.type(value).shape()));
    for (Instruction instruction : instructions()) {
      instruction.operands().forEach(operand -> uses.merge(operand, 1, Integer::sum));
    }
    for (int i = sweep.first(); i < sweep.end(); i++) {
      if (program.instructions().get(i).primitive() instanceof Reduce reduce) {
        Shape kept = reduce.kept(sweep.space());
        sums.add(kept);
        if (isUsed(program.inputs().size() + i)) {
          usedSums.add(kept);
        }
      }
    }
    this.layout = Layout.of(sweep.space(), shapes, sums, usedSums).orElseThrow();
  }

  /** Whether there is a kernel for a primitive. */
  static boolean knows(Primitive primitive) {
    return primitive instanceof Reduce
        || primitive instanceof BroadcastTo
        || Codes.of(primitive).isPresent();
  }

  /** The kernel of a sweep: its operands and results are the sweep's, in their order. */
  static SweepKernel of(Program program, Sweep sweep) {
    return new Tape(program, sweep).written();
  }

  private List<Instruction> instructions() {
    return program.instructions().subList(sweep.first(), sweep.end());
  }

  private SweepKernel written() {
    List<Access> accesses = new ArrayList<>();
    List<Integer> inputs = new ArrayList<>();
    for (int value : sweep.operands()) {
      Access access = layout.access(program.type(value).shape());
      accesses.add(access);
      inputs.add(blocks.take(value, access.rows() ? uses.get(value) : FOREVER));
    }
    for (int i = sweep.first(); i < sweep.end(); i++) {
      write(program.inputs().size() + i, program.instructions().get(i));
    }
    List<Result> wanted =
        sweep.results().stream()
            .map(
                value ->
                    Optional.ofNullable(results.get(value))
                        .orElseGet(() -> new Result.Stored(blocks.of(value))))
            .toList();
    return new SweepKernel(layout.space(), accesses, inputs, code, wanted, blocks.count());
  }

  private void write(int value, Instruction instruction) {
    int first = instruction.operands().get(0);
    if (instruction.primitive() instanceof Reduce reduce) {
      Result.Sum sum = sum(reduce, blocks.of(first), instruction);
      if (isUsed(value)) {
        int target = blocks.take(value, uses.get(value));
        code.add(ofRows(sum, target));
      }
      if (sweep.results().contains(value)) {
        // Its use of the operand never ends: sums are taken when all else is done.
        results.put(value, sum);
      } else {
        blocks.release(first);
      }
    } else if (instruction.primitive() instanceof BroadcastTo) {
      blocks.alias(value, first, uses(value));
      blocks.release(first);
    } else {
      List<Integer> operands = instruction.operands().stream().map(blocks::of).toList();
      instruction.operands().forEach(blocks::release);
      int target = blocks.take(value, uses(value));
      code.add(Codes.of(instruction.primitive()).orElseThrow().on(target, operands));
    }
  }

  private boolean isUsed(int value) {
    return uses.containsKey(value);
  }

  /** The sum of a row at each of its places. */
  private static Code ofRows(Result.Sum sum, int target) {
    Op op =
        switch (sum.fold()) {
          case SUM -> Op.ROW_SUM;
          case SQUARES -> Op.ROW_SQUARES;
          case LARGEST -> Op.ROW_LARGEST;
        };
    return new Code(op, target, sum.block(), sum.block(), sum.block(), sum.factor(), 0);
  }

  private Result.Sum sum(Reduce reduce, int block, Instruction instruction) {
    double count = (double) sweep.space().size() / instruction.type().shape().size();
    Access kept = layout.access(reduce.kept(sweep.space()));
    return switch (reduce.reduction()) {
      case SUM -> new Result.Sum(Fold.SUM, block, kept, 1);
      case MEAN -> new Result.Sum(Fold.SUM, block, kept, (float) (1 / count));
      case SUM_OF_SQUARES -> new Result.Sum(Fold.SQUARES, block, kept, 1);
      case MAX -> new Result.Sum(Fold.LARGEST, block, kept, 1);
    };
  }

  /** How often a value is used in the sweep; what is used behind it is never given up. */
  private int uses(int value) {
    return sweep.results().contains(value) ? FOREVER : uses.getOrDefault(value, FOREVER);
  }
}

package org.ncsn.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.BinaryFunction;
import org.ncsn.kernel.Reduction;
import org.ncsn.primitive.Creation.Fill;
import org.ncsn.primitive.Elementwise.Affine;
import org.ncsn.primitive.Elementwise.Binary;
import org.ncsn.primitive.Reductions.Reduce;
import org.ncsn.primitive.Shaping.Reshape;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program.Instruction;

/**
 * Sums along axes that need no adding up, since they follow from others: what is constant along the
 * axes is a factor of the sum, the sum of a sum is the sum of sums, and differences from their mean
 * add up to 0. The backward pass of every normalization asks for such a sum.
 *
 * @param results the instruction that a value is the result of, if it is none of the inputs
 * @param types types of values
 * @param known the value of an instruction that is there already
 * @param written adds an instruction, and says which value it computes
 */
record Sums(
    IntFunction<Optional<Instruction>> results,
    IntFunction<TensorType> types,
    Function<Instruction, Optional<Integer>> known,
    ToIntFunction<Instruction> written) {
  /** Below this many numbers to add up, adding them up is as good. */
  private static final long FEW = 16;

  /** How many operations lie between the sum and those that it follows from, at most. */
  private static final int DEPTH = 5;

  /** The value of a sum or mean, if it follows from what is there. */
  Optional<Integer> following(Instruction instruction) {
    if (!(instruction.primitive() instanceof Reduce reduce)
        || (reduce.reduction() != Reduction.SUM && reduce.reduction() != Reduction.MEAN)) {
      return Optional.empty();
    }
    int value = instruction.operands().get(0);
    long count = types.apply(value).shape().size() / instruction.type().shape().size();
    if (count < FEW) {
      return Optional.empty();
    }
    double weight = reduce.reduction() == Reduction.MEAN ? 1.0 / count : 1;
    return sum(reduce.axes(), value)
        .map(sum -> shaped(scaled(weight, sum.getAsInt()), instruction.type()));
  }

  private Optional<IntSupplier> sum(List<Integer> axes, int value) {
    Optional<IntSupplier> all = along(axes, value, DEPTH);
    if (all.isPresent() || axes.size() == 1 || axes.get(0) != 0) {
      return all;
    }
    // Images may have sums that the batch has not.
    return along(axes.subList(1, axes.size()), value, DEPTH)
        .map(sum -> () -> summed(List.of(0), sum.getAsInt()));
  }

  /** Writes the sum of a value along axes, which are kept; empty if it does not follow. */
  private Optional<IntSupplier> along(List<Integer> axes, int value, int depth) {
    Optional<Integer> there = known.apply(reduced(axes, value));
    if (there.isPresent()) {
      return Optional.of(there::get);
    }
    Instruction made = results.apply(value).orElse(null);
    if (made == null || depth == 0) {
      return Optional.empty();
    }
    if (isFromItsMean(axes, made)) {
      TensorType kept = reduced(axes, value).type();
      return Optional.of(() -> written(new Fill(kept, 0), List.of()));
    }
    if (made.primitive() instanceof Affine affine && affine.shift() == 0) {
      return along(axes, made.operands().get(0), depth - 1)
          .map(sum -> () -> scaled(affine.scale(), sum.getAsInt()));
    }
    return made.primitive() instanceof Binary binary
        ? ofBinary(binary, axes, made, depth)
        : Optional.empty();
  }

  private Optional<IntSupplier> ofBinary(
      Binary binary, List<Integer> axes, Instruction made, int depth) {
    int left = made.operands().get(0);
    int right = made.operands().get(1);
    return switch (binary.function()) {
      case MULTIPLY ->
          product(axes, made, left, right, depth).or(() -> product(axes, made, right, left, depth));
      case ADD, SUBTRACT ->
          isWhole(made, left) || isWhole(made, right)
              ? term(axes, made, left, depth)
                  .flatMap(
                      first ->
                          term(axes, made, right, depth)
                              .map(second -> () -> combined(binary, first, second)))
              : Optional.empty();
      case DIVIDE, MAXIMUM, MINIMUM -> Optional.empty();
    };
  }

  private Optional<IntSupplier> product(
      List<Integer> axes, Instruction made, int factor, int whole, int depth) {
    return isConstantAlong(axes, made, factor) && isWhole(made, whole)
        ? along(axes, whole, depth - 1)
            .map(sum -> () -> combined(new Binary(BinaryFunction.MULTIPLY), () -> factor, sum))
        : Optional.empty();
  }

  private Optional<IntSupplier> term(List<Integer> axes, Instruction made, int value, int depth) {
    if (isWhole(made, value)) {
      return along(axes, value, depth - 1);
    }
    if (!isConstantAlong(axes, made, value)) {
      return Optional.empty();
    }
    Shape shape = made.type().shape();
    long count = axes.stream().mapToLong(shape::extent).reduce(1, Math::multiplyExact);
    return Optional.of(() -> scaled((double) count, value));
  }

  /** Whether something is {@code x - mean(x)} along these axes. */
  private boolean isFromItsMean(List<Integer> axes, Instruction made) {
    return made.primitive() instanceof Binary binary
        && binary.function() == BinaryFunction.SUBTRACT
        && results
            .apply(made.operands().get(1))
            .filter(mean -> mean.primitive().equals(new Reduce(Reduction.MEAN, axes, true)))
            .filter(mean -> mean.operands().get(0).equals(made.operands().get(0)))
            .isPresent();
  }

  private boolean isWhole(Instruction made, int operand) {
    return types.apply(operand).equals(made.type());
  }

  /** Whether an operand is repeated along the axes. */
  private boolean isConstantAlong(List<Integer> axes, Instruction made, int operand) {
    Shape shape = types.apply(operand).shape();
    int missing = made.type().shape().rank() - shape.rank();
    return axes.stream().allMatch(axis -> axis < missing || shape.extent(axis - missing) == 1);
  }

  private Instruction reduced(List<Integer> axes, int value) {
    Reduce reduce = new Reduce(Reduction.SUM, axes, true);
    return new Instruction(reduce, List.of(value), reduce.infer(List.of(types.apply(value))));
  }

  private int summed(List<Integer> axes, int value) {
    return written.applyAsInt(reduced(axes, value));
  }

  private int combined(Binary binary, IntSupplier left, IntSupplier right) {
    return written(binary, List.of(left.getAsInt(), right.getAsInt()));
  }

  private int scaled(double scale, int value) {
    return scale == 1 ? value : written(new Affine(scale, 0), List.of(value));
  }

  private int shaped(int value, TensorType type) {
    return types.apply(value).equals(type)
        ? value
        : written(new Reshape(type.shape()), List.of(value));
  }

  private int written(Primitive primitive, List<Integer> operands) {
    List<TensorType> operandTypes = new ArrayList<>();
    operands.forEach(operand -> operandTypes.add(types.apply(operand)));
    return written.applyAsInt(new Instruction(primitive, operands, primitive.infer(operandTypes)));
  }
}

package org.ncsn.tensor;

import java.util.List;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.BinaryFunction;
import org.ncsn.kernel.UnaryFunction;
import org.ncsn.primitive.Creation;
import org.ncsn.primitive.Differentiable;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Reductions;
import org.ncsn.primitive.Shaping;
import org.ncsn.tensor.EngineStage.EngineValue;
import org.ncsn.tensor.TraceStage.TracedValue;

/**
 * An immutable array of numbers on an engine, or its symbol in a program being traced. The most
 * common operations are methods; the others are static methods of their family: {@link
 * Elementwise}, {@link Reductions}, {@link Shaping}, {@code Indexing}, {@code Convolution}, {@code
 * Pooling}, {@code Resize}. Operands broadcast by NumPy's rule.
 *
 * <p>Every operation throws {@link IllegalArgumentException} if shapes, element types or backends
 * do not fit, and {@link IllegalStateException} if a tensor is closed; the message names the
 * operation and the shapes.
 */
public final class Tensor implements AutoCloseable {
  private final TensorType type;
  private final Stage.Value value;
  private final Recording recording;

  Tensor(TensorType type, Stage.Value value, Recording recording) {
    this.type = type;
    this.value = value;
    this.recording = recording;
  }

  /** Applies a primitive to at least one operand. */
  public static Tensor apply(Differentiable primitive, Tensor... operands) {
    return apply(primitive, List.of(operands));
  }

  /** Applies a primitive to at least one operand. */
  public static Tensor apply(Differentiable primitive, List<Tensor> operands) {
    return operands.get(0).applyHere(primitive, List.copyOf(operands));
  }

  private Tensor applyHere(Differentiable primitive, List<Tensor> operands) {
    TensorType result = primitive.infer(operands.stream().map(Tensor::type).toList());
    boolean recorded = operands.stream().anyMatch(operand -> operand.recording != null);
    return new Tensor(
        result,
        stage(operands).execute(primitive, operands, result),
        recorded ? Recording.of(primitive, operands) : null);
  }

  /** A trace, if any operand is traced: what an engine holds can become its constant. */
  private Stage stage(List<Tensor> operands) {
    for (Tensor operand : operands) {
      if (operand.value instanceof TracedValue) {
        return operand.value.stage();
      }
    }
    return value.stage();
  }

  public TensorType type() {
    return type;
  }

  public Shape shape() {
    return type.shape();
  }

  public DType dtype() {
    return type.dtype();
  }

  Stage.Value value() {
    return value;
  }

  /**
   * The values, copied to Java memory.
   *
   * @throws IllegalStateException if the tensor is closed, or a symbol in a trace
   */
  public HostArray toHost() {
    if (value.stage() instanceof EngineStage<?> stage) {
      return stage.download(this);
    }
    throw new IllegalStateException(
        type
            + " has no values: it is a symbol in "
            + value.stage().label()
            + "; make it an output of the program and read it there");
  }

  /** A tensor of the same values whose uses are recorded, so that gradients can be taken. */
  public Tensor watched() {
    if (!dtype().isFloating()) {
      throw new IllegalArgumentException("watched: " + type + " carries no gradient");
    }
    return new Tensor(type, value, Recording.ofVariable());
  }

  /** A tensor of the same values without its history: a constant to gradients. */
  public Tensor detached() {
    return recording == null ? this : new Tensor(type, value, null);
  }

  /** How it came about; {@code null} if no gradient can flow into it. */
  public Recording recording() {
    return recording;
  }

  /** A tensor of this type, on the same engine or in the same trace, with one value everywhere. */
  public Tensor fillLike(double fill) {
    return fill(shape(), fill);
  }

  /** A tensor of this element type, on the same engine or in the same trace, of one value. */
  public Tensor fill(Shape shape, double fill) {
    return applyHere(new Creation.Fill(type.with(shape), fill));
  }

  /** Constant values on the same engine or in the same trace. */
  public Tensor constant(HostArray values) {
    return applyHere(new Creation.Literal(values));
  }

  private Tensor applyHere(Differentiable nullary) {
    TensorType result = nullary.infer(List.of());
    return new Tensor(result, value.stage().execute(nullary, List.of(), result), null);
  }

  /** Frees the native memory now; does nothing the second time, or to a symbol in a trace. */
  @Override
  public void close() {
    if (value instanceof EngineValue<?> held) {
      held.close();
    }
  }

  /** Whether the native memory is gone. */
  public boolean isClosed() {
    return value instanceof EngineValue<?> held && held.isClosed();
  }

  public Tensor add(Tensor other) {
    return Elementwise.binary(BinaryFunction.ADD, this, other);
  }

  public Tensor subtract(Tensor other) {
    return Elementwise.binary(BinaryFunction.SUBTRACT, this, other);
  }

  public Tensor multiply(Tensor other) {
    return Elementwise.binary(BinaryFunction.MULTIPLY, this, other);
  }

  public Tensor divide(Tensor other) {
    return Elementwise.binary(BinaryFunction.DIVIDE, this, other);
  }

  public Tensor add(double number) {
    return Elementwise.affine(this, 1, number);
  }

  public Tensor multiply(double number) {
    return Elementwise.affine(this, number, 0);
  }

  public Tensor negate() {
    return Elementwise.affine(this, -1, 0);
  }

  public Tensor square() {
    return Elementwise.unary(UnaryFunction.SQUARE, this);
  }

  public Tensor sqrt() {
    return Elementwise.unary(UnaryFunction.SQRT, this);
  }

  /** The sum along the given axes, which disappear; along all axes if none is given. */
  public Tensor sum(int... axes) {
    return Reductions.sum(this, false, axes);
  }

  /** The mean along the given axes, which disappear; along all axes if none is given. */
  public Tensor mean(int... axes) {
    return Reductions.mean(this, false, axes);
  }

  /** The same elements in row-major order under another shape of the same size. */
  public Tensor reshape(int... extents) {
    return Shaping.reshape(this, Shape.of(extents));
  }

  /** Repeated along missing axes and axes of extent 1. */
  public Tensor broadcastTo(Shape shape) {
    return Shaping.broadcastTo(this, shape);
  }

  @Override
  public String toString() {
    return "Tensor " + type + " on " + value.stage().label() + (isClosed() ? ", closed" : "");
  }
}

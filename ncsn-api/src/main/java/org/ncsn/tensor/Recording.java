package org.ncsn.tensor;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.ncsn.primitive.Differentiable;

/**
 * How a tensor came about, kept for the backward pass: either a variable that somebody watches, or
 * the application of a primitive to operands of which at least one is recorded. Recordings are
 * compared by identity.
 */
public final class Recording {
  private static final AtomicLong COUNTER = new AtomicLong();

  private final Differentiable primitive;
  private final List<Tensor> operands;
  private final long sequence = COUNTER.incrementAndGet();

  private Recording(Differentiable primitive, List<Tensor> operands) {
    this.primitive = primitive;
    this.operands = operands;
  }

  /** The recording of a variable. */
  static Recording ofVariable() {
    return new Recording(null, List.of());
  }

  /** The recording of an operation. */
  static Recording of(Differentiable primitive, List<Tensor> operands) {
    return new Recording(primitive, operands);
  }

  /** The operation; empty for a watched variable. */
  public Optional<Differentiable> primitive() {
    return Optional.ofNullable(primitive);
  }

  /** What the operation was applied to. */
  public List<Tensor> operands() {
    return operands;
  }

  /** A number that grows with every recording, so that results come after operands. */
  public long sequence() {
    return sequence;
  }
}

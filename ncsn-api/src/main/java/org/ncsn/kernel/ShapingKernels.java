package org.ncsn.kernel;

import java.util.List;
import org.ncsn.array.Shape;

/**
 * Operations that move elements and compute nothing. A result stays valid after its operands are
 * released, also where the engine could share their memory.
 *
 * @param <A> the engine's array
 */
public interface ShapingKernels<A> {
  A reshape(A x, Shape shape);

  /** Axis {@code i} of the result is axis {@code order[i]} of {@code x}. */
  A transpose(A x, int[] order);

  /** Repeats along missing axes and axes of extent 1. */
  A broadcastTo(A x, Shape shape);

  A concat(List<A> parts, int axis);

  /** The block of the given extents that begins at {@code begin}. */
  A slice(A x, int[] begin, Shape extents);

  /** Zeros around {@code x}. */
  A pad(A x, int[] before, int[] after);

  /** Reverses the given axes. */
  A flip(A x, int[] axes);
}

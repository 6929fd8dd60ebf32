package org.ncsn.array;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.ncsn.memory.MemoryShortage;

/**
 * The extents of a dense array, outermost axis first. Images are {@code [N,H,W,C]}, convolution
 * kernels {@code [kH,kW,Cin,Cout]}; a scalar has no axes.
 */
public final class Shape {
  /** As many elements as have bytes that can be counted, whatever their type. */
  private static final long MOST_ELEMENTS = Long.MAX_VALUE / Double.BYTES;

  private static final Shape SCALAR = new Shape(new int[0]);

  private final int[] extents;
  private final long size;

  private Shape(int[] extents) {
    long product = 1;
    for (int extent : extents) {
      if (extent < 0) {
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(extents) + ": an extent is never negative");
      }
      if (extent > 0 && product > MOST_ELEMENTS / extent) {
        throw MemoryShortage.beyondArrays("shape " + Arrays.toString(extents));
      }
      product *= extent;
    }
    this.extents = extents;
    this.size = product;
  }

  /** A shape with the given extents; no extents make a scalar. */
  public static Shape of(int... extents) {
    return extents.length == 0 ? SCALAR : new Shape(extents.clone());
  }

  /** The shape of a single number. */
  public static Shape scalar() {
    return SCALAR;
  }

  /** Number of axes. */
  public int rank() {
    return extents.length;
  }

  /** Number of elements; 1 for a scalar. */
  public long size() {
    return size;
  }

  /**
   * Number of elements where an {@code int} is needed to index a Java array.
   *
   * @throws MemoryShortage above 2^31 - 1 elements
   */
  public int intSize() {
    if (size > Integer.MAX_VALUE) {
      throw MemoryShortage.beyondArrays("an array " + this);
    }
    return (int) size;
  }

  /** Extent of one axis; a negative axis counts from the last, as in NumPy. */
  public int extent(int axis) {
    return extents[axis(axis)];
  }

  /**
   * The axis as an index from 0.
   *
   * @throws IllegalArgumentException if there is no such axis
   */
  public int axis(int axis) {
    int index = axis < 0 ? axis + extents.length : axis;
    if (index < 0 || index >= extents.length) {
      throw new IllegalArgumentException("axis " + axis + " is not an axis of " + this);
    }
    return index;
  }

  /** The extents, as a copy. */
  public int[] extents() {
    return extents.clone();
  }

  /** The extents as {@code long}s, as engines like them. */
  public long[] longExtents() {
    return Arrays.stream(extents).asLongStream().toArray();
  }

  /** So many entries of this shape, behind a first axis. */
  public Shape times(int entries) {
    int[] all = new int[rank() + 1];
    all[0] = entries;
    System.arraycopy(extents(), 0, all, 1, rank());
    return of(all);
  }

  /**
   * {@code [N,1,...,1]} of a batch {@code [N,...]}: the shape of one number a sample, which spreads
   * over all of the sample.
   */
  public Shape column() {
    int[] ones = new int[rank()];
    Arrays.fill(ones, 1);
    ones[0] = extent(0);
    return of(ones);
  }

  /** This shape with one extent replaced. */
  public Shape with(int axis, int extent) {
    int[] changed = extents.clone();
    changed[axis(axis)] = extent;
    return new Shape(changed);
  }

  /**
   * Elements between neighbours along each axis, in row-major order.
   *
   * @throws MemoryShortage if there are 2^31 or more between two
   */
  public int[] strides() {
    int[] strides = new int[extents.length];
    long stride = 1;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      if (stride > Integer.MAX_VALUE) {
        throw MemoryShortage.beyondArrays("a slice of an array " + this);
      }
      strides[axis] = (int) stride;
      stride *= extents[axis];
    }
    return strides;
  }

  /**
   * The common shape of two operands by NumPy's rule: aligned at the last axis, extents are equal
   * or one of them is 1.
   *
   * @throws IllegalArgumentException if the rule does not hold
   */
  public Shape broadcast(Shape other) {
    int rank = Math.max(rank(), other.rank());
    int[] common = new int[rank];
    for (int back = 1; back <= rank; back++) {
      int mine = back <= rank() ? extents[rank() - back] : 1;
      int theirs = back <= other.rank() ? other.extents[other.rank() - back] : 1;
      if (mine != theirs && mine != 1 && theirs != 1) {
        throw new IllegalArgumentException(
            "shapes "
                + this
                + " and "
                + other
                + " do not broadcast ("
                + mine
                + " against "
                + theirs
                + " at axis -"
                + back
                + ")");
      }
      common[rank - back] = mine == 1 ? theirs : mine;
    }
    return new Shape(common);
  }

  /** Whether an array of this shape can be repeated to the target by NumPy's rule. */
  public boolean broadcastsTo(Shape target) {
    if (rank() > target.rank()) {
      return false;
    }
    int offset = target.rank() - rank();
    for (int axis = 0; axis < rank(); axis++) {
      if (extents[axis] != 1 && extents[axis] != target.extents[axis + offset]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that && Arrays.equals(extents, that.extents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }

  /** For example {@code [8,28,28,1]}; {@code []} for a scalar. */
  @Override
  public String toString() {
    return Arrays.stream(extents)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(",", "[", "]"));
  }
}

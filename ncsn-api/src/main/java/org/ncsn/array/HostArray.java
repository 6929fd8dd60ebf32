package org.ncsn.array;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A dense row-major array in Java memory: what goes to an engine and comes back, what files hold,
 * and what noise is drawn into. It owns its elements: factories take the array that they are given,
 * accessors return the one that is held, and neither side changes it afterwards.
 */
public final class HostArray {
  private final TensorType type;
  private final Object elements;

  private HostArray(DType dtype, Shape shape, Object elements, int length) {
    if (shape.size() != length) {
      throw new IllegalArgumentException(
          length + " elements do not fill " + dtype + shape + ", which takes " + shape.size());
    }
    this.type = new TensorType(dtype, shape);
    this.elements = elements;
  }

  /** A {@code float32} array over the given elements. */
  public static HostArray of(Shape shape, float... elements) {
    return new HostArray(DType.FLOAT32, shape, elements, elements.length);
  }

  /** A {@code float64} array over the given elements. */
  public static HostArray of(Shape shape, double... elements) {
    return new HostArray(DType.FLOAT64, shape, elements, elements.length);
  }

  /** An {@code int32} array over the given elements. */
  public static HostArray of(Shape shape, int... elements) {
    return new HostArray(DType.INT32, shape, elements, elements.length);
  }

  /** An array of zeros. */
  public static HostArray zeros(TensorType type) {
    int length = type.shape().intSize();
    return switch (type.dtype()) {
      case FLOAT32 -> of(type.shape(), new float[length]);
      case FLOAT64 -> of(type.shape(), new double[length]);
      case INT32 -> of(type.shape(), new int[length]);
    };
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

  /** The elements of a {@code float32} array. */
  public float[] floats() {
    return (float[]) elements(DType.FLOAT32);
  }

  /** The elements of a {@code float64} array. */
  public double[] doubles() {
    return (double[]) elements(DType.FLOAT64);
  }

  /** The elements of an {@code int32} array. */
  public int[] ints() {
    return (int[]) elements(DType.INT32);
  }

  private Object elements(DType wanted) {
    if (dtype() != wanted) {
      throw new IllegalStateException("elements of " + type + " were asked for as " + wanted);
    }
    return elements;
  }

  /** One element, whatever the type, by its row-major index. */
  public double at(int index) {
    return switch (dtype()) {
      case FLOAT32 -> ((float[]) elements)[index];
      case FLOAT64 -> ((double[]) elements)[index];
      case INT32 -> ((int[]) elements)[index];
    };
  }

  /** The only element of a one-element array. */
  public double scalar() {
    if (shape().size() != 1) {
      throw new IllegalStateException(type + " is not a single number");
    }
    return at(0);
  }

  /** Whether no element is NaN or infinite. */
  public boolean isFinite() {
    int length = shape().intSize();
    for (int i = 0; i < length; i++) {
      if (!Double.isFinite(at(i))) {
        return false;
      }
    }
    return true;
  }

  /** The values in another element type; this array itself if it has that type. */
  public HostArray to(DType dtype) {
    if (dtype == dtype()) {
      return this;
    }
    double[] values = values();
    return switch (dtype) {
      case FLOAT64 -> of(shape(), values);
      case FLOAT32 -> {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
          rounded[i] = (float) values[i];
        }
        yield of(shape(), rounded);
      }
      case INT32 -> {
        int[] truncated = new int[values.length];
        for (int i = 0; i < values.length; i++) {
          truncated[i] = (int) values[i];
        }
        yield of(shape(), truncated);
      }
    };
  }

  /** All elements, whatever the type; those of {@code float64} themselves. */
  private double[] values() {
    double[] values = dtype() == DType.FLOAT64 ? doubles() : new double[shape().intSize()];
    if (elements instanceof float[] floats) {
      for (int i = 0; i < values.length; i++) {
        values[i] = floats[i];
      }
    } else if (elements instanceof int[] ints) {
      for (int i = 0; i < values.length; i++) {
        values[i] = ints[i];
      }
    }
    return values;
  }

  /** A function of every element, computed in {@code double} and rounded to the element type. */
  public HostArray map(DoubleUnaryOperator function) {
    double[] mapped = new double[shape().intSize()];
    Arrays.setAll(mapped, i -> function.applyAsDouble(at(i)));
    return of(shape(), mapped).to(dtype());
  }

  /** The same elements under another shape of the same size. */
  public HostArray reshape(Shape shape) {
    return new HostArray(dtype(), shape, elements, this.shape().intSize());
  }

  /**
   * Entries of the first axis, copied.
   *
   * @param from the first entry's number
   * @param to behind the last entry's number
   * @return {@code [to - from,...]}
   */
  public HostArray slice(int from, int to) {
    int size = shape().intSize() / shape().extent(0);
    HostArray part = zeros(type.with(shape().with(0, to - from)));
    copy(this, from * size, part, 0, part.shape().intSize());
    return part;
  }

  /** Arrays one behind the other along the first axis. */
  public static HostArray concat(List<HostArray> parts) {
    HostArray first = parts.get(0);
    int entries = parts.stream().mapToInt(part -> part.shape().extent(0)).reduce(0, Math::addExact);
    HostArray all = zeros(first.type().with(first.shape().with(0, entries)));
    int from = 0;
    for (HostArray part : parts) {
      copy(part, 0, all, from, part.shape().intSize());
      from += part.shape().intSize();
    }
    return all;
  }

  /**
   * Copies elements from one array into another that its owner is still filling.
   *
   * @param from row-major index of the first element that is copied
   * @param to row-major index of the first element that is written
   * @throws IllegalArgumentException if the element types differ
   */
  public static void copy(HostArray source, int from, HostArray target, int to, int length) {
    if (source.dtype() != target.dtype()) {
      throw new IllegalArgumentException(
          "copy: from " + source.type() + " to " + target.type() + ", the element types differ");
    }
    System.arraycopy(source.elements, from, target.elements, to, length);
  }

  /** The same values with axes reordered: axis {@code i} of the result is axis {@code order[i]}. */
  public HostArray transpose(int... order) {
    int rank = shape().rank();
    int[] extents = new int[rank];
    int[] steps = new int[rank];
    int[] strides = shape().strides();
    for (int axis = 0; axis < rank; axis++) {
      extents[axis] = shape().extent(order[axis]);
      steps[axis] = strides[order[axis]];
    }
    HostArray result = zeros(type.with(Shape.of(extents)));
    int last = rank - 1;
    int row = rank == 0 ? 1 : extents[last];
    int step = rank == 0 ? 1 : steps[last];
    int[] position = new int[rank];
    int length = shape().intSize();
    int source = 0;
    for (int target = 0; target < length; target += row) {
      gather(this, source, step, result, target, row);
      for (int axis = last - 1; axis >= 0; axis--) {
        source += steps[axis];
        if (++position[axis] < extents[axis]) {
          break;
        }
        source -= steps[axis] * extents[axis];
        position[axis] = 0;
      }
    }
    return result;
  }

  /** Copies every so many elements. */
  private static void gather(
      HostArray source, int from, int step, HostArray target, int to, int count) {
    switch (source.dtype()) {
      case FLOAT32 -> gather(source.floats(), from, step, target.floats(), to, count);
      case FLOAT64 -> gather(source.doubles(), from, step, target.doubles(), to, count);
      case INT32 -> gather(source.ints(), from, step, target.ints(), to, count);
    }
  }

  private static void gather(
      float[] source, int from, int step, float[] target, int to, int count) {
    for (int i = 0; i < count; i++) {
      target[to + i] = source[from + i * step];
    }
  }

  private static void gather(
      double[] source, int from, int step, double[] target, int to, int count) {
    for (int i = 0; i < count; i++) {
      target[to + i] = source[from + i * step];
    }
  }

  private static void gather(int[] source, int from, int step, int[] target, int to, int count) {
    for (int i = 0; i < count; i++) {
      target[to + i] = source[from + i * step];
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HostArray that
        && type.equals(that.type)
        && switch (dtype()) {
          case FLOAT32 -> Arrays.equals(floats(), that.floats());
          case FLOAT64 -> Arrays.equals(doubles(), that.doubles());
          case INT32 -> Arrays.equals(ints(), that.ints());
        };
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode()
        + switch (dtype()) {
          case FLOAT32 -> Arrays.hashCode(floats());
          case FLOAT64 -> Arrays.hashCode(doubles());
          case INT32 -> Arrays.hashCode(ints());
        };
  }

  @Override
  public String toString() {
    return "HostArray " + type;
  }
}

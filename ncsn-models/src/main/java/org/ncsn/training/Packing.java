package org.ncsn.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.memory.MemoryShortage;
import org.ncsn.primitive.Shaping;
import org.ncsn.tensor.Tensor;

/**
 * How arrays of several shapes lie one behind the other in a vector. An optimizer computes element
 * by element: on one long vector it takes a dozen operations, on hundreds of parameters thousands.
 *
 * @param dtype element type of all arrays
 * @param shapes their shapes, in order
 */
public record Packing(DType dtype, List<Shape> shapes) {
  public Packing {
    shapes = List.copyOf(shapes);
  }

  /**
   * The packing of arrays such as these.
   *
   * @throws IllegalArgumentException if there are none, or if their element types differ
   */
  static Packing of(List<HostArray> arrays) {
    List<DType> dtypes = arrays.stream().map(HostArray::dtype).distinct().toList();
    if (dtypes.size() != 1) {
      throw new IllegalArgumentException("packing: one element type is needed, found " + dtypes);
    }
    return new Packing(dtypes.get(0), arrays.stream().map(HostArray::shape).toList());
  }

  private int size() {
    long size = shapes.stream().mapToLong(Shape::intSize).sum();
    if (size > Integer.MAX_VALUE) {
      throw MemoryShortage.beyondArrays(
          String.format(Locale.ROOT, "a vector of %d parameters", size));
    }
    return (int) size;
  }

  /** Type of the vector. */
  TensorType vectorType() {
    return new TensorType(dtype, Shape.of(size()));
  }

  /** The vector of some arrays. */
  Tensor pack(List<Tensor> arrays) {
    List<Tensor> vectors = new ArrayList<>();
    for (Tensor array : arrays) {
      vectors.add(Shaping.reshape(array, Shape.of(array.shape().intSize())));
    }
    return Shaping.concat(0, vectors);
  }

  /** The arrays of a vector. */
  List<Tensor> unpack(Tensor vector) {
    List<Tensor> arrays = new ArrayList<>();
    int from = 0;
    for (Shape shape : shapes) {
      int to = from + shape.intSize();
      arrays.add(Shaping.reshape(Shaping.slice(vector, 0, from, to), shape));
      from = to;
    }
    return arrays;
  }

  /** The vector of some arrays in Java memory. */
  HostArray packed(List<HostArray> arrays) {
    HostArray vector = HostArray.zeros(vectorType());
    int from = 0;
    for (HostArray array : arrays) {
      int length = array.shape().intSize();
      HostArray.copy(array, 0, vector, from, length);
      from += length;
    }
    return vector;
  }

  /** The arrays of a vector in Java memory. */
  List<HostArray> unpacked(HostArray vector) {
    List<HostArray> arrays = new ArrayList<>();
    int from = 0;
    for (Shape shape : shapes) {
      HostArray array = HostArray.zeros(new TensorType(dtype, shape));
      HostArray.copy(vector, from, array, 0, shape.intSize());
      arrays.add(array);
      from += shape.intSize();
    }
    return arrays;
  }
}

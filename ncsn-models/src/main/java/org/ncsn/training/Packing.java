package org.ncsn.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.primitive.Shaping;
import org.ncsn.tensor.Tensor;

/**
 * How arrays of several shapes lie one behind the other in a vector. An optimizer computes element
 * by element: on one long vector it takes a dozen operations, on hundreds of parameters thousands.
 * A vector that is very long is divided into pieces of about one length, so that there never have
 * to be two whole ones while one takes the other's place.
 *
 * @param dtype element type of all arrays
 * @param shapes their shapes, in order
 * @param pieces into how many pieces the vector is divided
 */
public record Packing(DType dtype, List<Shape> shapes, int pieces) {
  /** Elements of a piece: few enough to be no matter, enough to be worth a program. */
  private static final int LENGTH = 1 << 22;

  /** Pieces begin at multiples of so many elements: engines need not copy what is aligned. */
  private static final int GRAIN = 16;

  public Packing {
    shapes = List.copyOf(shapes);
  }

  /**
   * The packing of arrays such as these.
   *
   * @throws IllegalArgumentException if there are none, or if their element types differ
   */
  static Packing of(List<HostArray> arrays) {
    return of(arrays, LENGTH);
  }

  /**
   * @param length elements of a piece, about
   */
  static Packing of(List<HostArray> arrays, int length) {
    List<DType> dtypes = arrays.stream().map(HostArray::dtype).distinct().toList();
    if (dtypes.size() != 1) {
      throw new IllegalArgumentException("packing: one element type is needed, found " + dtypes);
    }
    List<Shape> shapes = arrays.stream().map(HostArray::shape).toList();
    return new Packing(
        dtypes.get(0), shapes, Math.toIntExact((elements(shapes) + length - 1) / length));
  }

  private static long elements(List<Shape> shapes) {
    return shapes.stream().mapToLong(Shape::size).sum();
  }

  /** Some elements of a vector, from one to before another. */
  private record Range(long from, long to) {
    Range within(Range other) {
      return new Range(Math.max(from, other.from), Math.min(to, other.to));
    }

    boolean isEmpty() {
      return from >= to;
    }

    int length() {
      return Math.toIntExact(to - from);
    }

    /** Where it begins, counted from the beginning of another. */
    int in(Range other) {
      return Math.toIntExact(from - other.from);
    }
  }

  private Range piece(int number) {
    return new Range(start(number), start(number + 1));
  }

  private long start(int number) {
    long all = elements(shapes);
    return number == pieces ? all : all * number / pieces / GRAIN * GRAIN;
  }

  private List<Range> pieceRanges() {
    return IntStream.range(0, pieces).mapToObj(this::piece).toList();
  }

  private List<Range> arrayRanges() {
    List<Range> ranges = new ArrayList<>();
    long from = 0;
    for (Shape shape : shapes) {
      ranges.add(new Range(from, from + shape.size()));
      from += shape.size();
    }
    return ranges;
  }

  /** Types of the pieces. */
  List<TensorType> types() {
    return pieceRanges().stream().map(this::type).toList();
  }

  private TensorType type(Range piece) {
    return new TensorType(dtype, Shape.of(piece.length()));
  }

  /** The pieces of the vector of some arrays. */
  List<Tensor> pack(List<Tensor> arrays) {
    List<Tensor> vectors =
        arrays.stream().map(x -> Shaping.reshape(x, Shape.of(x.shape().intSize()))).toList();
    List<Range> ranges = arrayRanges();
    return pieceRanges().stream().map(piece -> taken(vectors, ranges, piece)).toList();
  }

  /** The arrays of a vector in pieces. */
  List<Tensor> unpack(List<Tensor> vector) {
    List<Range> arrays = arrayRanges();
    List<Range> ranges = pieceRanges();
    return IntStream.range(0, shapes.size())
        .mapToObj(i -> Shaping.reshape(taken(vector, ranges, arrays.get(i)), shapes.get(i)))
        .toList();
  }

  /** A range of vectors that lie one behind the other. */
  private static Tensor taken(List<Tensor> vectors, List<Range> ranges, Range wanted) {
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < vectors.size(); i++) {
      Range here = ranges.get(i);
      Range part = here.within(wanted);
      if (!part.isEmpty()) {
        int from = part.in(here);
        parts.add(
            part.equals(here)
                ? vectors.get(i)
                : Shaping.slice(vectors.get(i), 0, from, from + part.length()));
      }
    }
    return parts.size() == 1 ? parts.get(0) : Shaping.concat(0, parts);
  }

  /** A piece of the vector of some arrays in Java memory. */
  HostArray packed(List<HostArray> arrays, int number) {
    Range piece = piece(number);
    HostArray vector = HostArray.zeros(type(piece));
    List<Range> ranges = arrayRanges();
    for (int i = 0; i < arrays.size(); i++) {
      Range part = ranges.get(i).within(piece);
      if (!part.isEmpty()) {
        HostArray.copy(
            arrays.get(i), part.in(ranges.get(i)), vector, part.in(piece), part.length());
      }
    }
    return vector;
  }

  /**
   * The arrays of a vector in Java memory.
   *
   * @param vector gives a piece of it; asked once for each, in order
   */
  List<HostArray> unpacked(IntFunction<HostArray> vector) {
    List<HostArray> arrays =
        shapes.stream().map(shape -> HostArray.zeros(new TensorType(dtype, shape))).toList();
    List<Range> ranges = arrayRanges();
    for (int number = 0; number < pieces; number++) {
      Range piece = piece(number);
      HostArray values = vector.apply(number);
      for (int i = 0; i < arrays.size(); i++) {
        Range part = ranges.get(i).within(piece);
        if (!part.isEmpty()) {
          HostArray.copy(
              values, part.in(piece), arrays.get(i), part.in(ranges.get(i)), part.length());
        }
      }
    }
    return arrays;
  }
}

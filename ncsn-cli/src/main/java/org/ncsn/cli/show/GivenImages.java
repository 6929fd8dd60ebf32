package org.ncsn.cli.show;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.Dataset;
import org.ncsn.error.UserError;

/**
 * Images of which something is given, and each of which is drawn several times.
 *
 * @param whole images {@code [N,H,W,C]} in [0,1]
 * @param given what is seen of them, of the same type
 * @param classes what they show, {@code int32 [N]}, if that is known
 * @param each how often each is drawn
 */
record GivenImages(HostArray whole, HostArray given, Optional<HostArray> classes, int each) {
  /**
   * The first images of a data set, of which all is given.
   *
   * @throws UserError if there are fewer
   */
  static GivenImages first(Dataset images, int count, int each) {
    if (count > images.size()) {
      throw new UserError(
          "--images: the data set has only " + images.size() + " test images, not " + count);
    }
    int[] indices = IntStream.range(0, count).toArray();
    HostArray whole = images.batch(indices);
    return new GivenImages(whole, whole, images.classes().map(known -> known.batch(indices)), each);
  }

  /** The same of which something else is given. */
  GivenImages with(HostArray seen) {
    return new GivenImages(whole, seen, classes, each);
  }

  /** How many images are drawn. */
  int count() {
    return whole.shape().extent(0) * each;
  }

  /** Elements of an image. */
  private int length() {
    return whole.shape().intSize() / whole.shape().extent(0);
  }

  /**
   * What numbered images are drawn from, {@code [n,H,W,C]}.
   *
   * @param of of each image, for example {@link #given}
   * @param first number of the first one
   * @param n how many
   */
  HostArray repeated(HostArray of, int first, int n) {
    Shape shape = of.shape().with(0, n);
    float[] values = new float[shape.intSize()];
    for (int i = 0; i < n; i++) {
      int from = (first + i) / each * length();
      System.arraycopy(of.floats(), from, values, i * length(), length());
    }
    return HostArray.of(shape, values);
  }

  /** What numbered images show, {@code int32 [n]}, if that is known. */
  Optional<HostArray> classes(int first, int n) {
    return classes.map(
        known ->
            HostArray.of(
                Shape.of(n),
                IntStream.range(first, first + n).map(i -> known.ints()[i / each]).toArray()));
  }

  /**
   * A row for every image: the image, what is given of it, what was drawn.
   *
   * @param drawn the first ones, {@code [n,H,W,C]}; places of others stay black
   */
  HostArray grid(HostArray drawn) {
    int shown = drawn.shape().extent(0);
    int rows = (shown - 1) / each + 1;
    Shape shape = whole.shape().with(0, rows * columns());
    float[] values = new float[shape.intSize()];
    for (int row = 0; row < rows; row++) {
      int to = row * columns() * length();
      System.arraycopy(whole.floats(), row * length(), values, to, length());
      System.arraycopy(given.floats(), row * length(), values, to + length(), length());
      int here = Math.min(each, shown - row * each);
      System.arraycopy(
          drawn.floats(), row * each * length(), values, to + 2 * length(), here * length());
    }
    return HostArray.of(shape, values);
  }

  /** Images in a row of the grid. */
  int columns() {
    return each + 2;
  }

  /** Tells what is drawn from something else. */
  String origin() {
    return Arrays.hashCode(whole.floats()) + "," + Arrays.hashCode(given.floats()) + "," + each;
  }
}

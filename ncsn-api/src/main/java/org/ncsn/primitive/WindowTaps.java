package org.ncsn.primitive;

import java.util.List;
import java.util.stream.IntStream;
import org.ncsn.array.Shape;
import org.ncsn.kernel.Comparison;
import org.ncsn.kernel.PoolWindow;
import org.ncsn.tensor.Tensor;

/**
 * Windows along one axis of images, tap by tap: the first elements of all windows, then the second
 * ones, and so on. Beside the image stand lowest numbers.
 *
 * @param axis 1 for rows, 2 for columns
 */
record WindowTaps(Tensor image, int axis, PoolWindow window) {
  /** How many windows there are. */
  private int count() {
    return window.output(image.shape()).extent(axis);
  }

  /** Positions from the first window's beginning to the last one's. */
  private int reach() {
    return (count() - 1) * window.stride() + 1;
  }

  /** Positions that windows lie on, padding included. */
  private int positions() {
    return reach() + window.size() - 1;
  }

  private List<Tensor> taps() {
    Tensor padded = padded();
    return IntStream.range(0, window.size())
        .mapToObj(tap -> everyNth(Shaping.slice(padded, axis, tap, tap + reach())))
        .toList();
  }

  /** The largest element of every window. */
  Tensor largest() {
    return taps().stream().reduce(Elementwise::maximum).orElseThrow();
  }

  /**
   * From a gradient at the largest elements: the gradient at the image. The first one of equals
   * takes all of it.
   *
   * @param largest what {@link #largest} says
   */
  Tensor gradient(Tensor largest, Tensor ct) {
    List<Tensor> taps = taps();
    Tensor left = ct;
    Tensor gradient = null;
    for (int tap = 0; tap < taps.size(); tap++) {
      Tensor taken = left.multiply(Elementwise.compare(Comparison.EQUAL, taps.get(tap), largest));
      left = left.subtract(taken);
      Tensor placed = placed(taken, tap);
      gradient = gradient == null ? placed : gradient.add(placed);
    }
    int extent = image.shape().extent(axis);
    int end = Math.min(window.pad() + extent, positions());
    Tensor inside = Shaping.slice(gradient, axis, window.pad(), end);
    return padded(inside, 0, extent - (end - window.pad()));
  }

  /** Lowest numbers around, so that exactly as many positions stand along the axis. */
  private Tensor padded() {
    int behind = positions() - window.pad() - image.shape().extent(axis);
    Tensor inner =
        behind < 0 ? Shaping.slice(image, axis, 0, image.shape().extent(axis) + behind) : image;
    if (window.pad() == 0 && behind <= 0) {
      return inner;
    }
    Tensor before = lowest(window.pad());
    return behind <= 0
        ? Shaping.concat(axis, List.of(before, inner))
        : Shaping.concat(axis, List.of(before, inner, lowest(behind)));
  }

  private Tensor lowest(int extent) {
    return image.fill(image.shape().with(axis, extent), -Float.MAX_VALUE);
  }

  /** Every window's element among those that begin a window and those between. */
  private Tensor everyNth(Tensor x) {
    int step = window.stride();
    if (step == 1) {
      return x;
    }
    Tensor whole = padded(x, 0, count() * step - x.shape().extent(axis));
    Tensor groups = Shaping.reshape(whole, grouped(x.shape(), step));
    return Shaping.reshape(Shaping.slice(groups, axis + 1, 0, 1), x.shape().with(axis, count()));
  }

  /** The adjoint of taking a tap. */
  private Tensor placed(Tensor x, int tap) {
    int step = window.stride();
    Tensor spread = x;
    if (step > 1) {
      Tensor alone = Shaping.reshape(x, grouped(x.shape(), 1));
      int[] after = new int[alone.shape().rank()];
      after[axis + 1] = step - 1;
      Tensor groups = Shaping.pad(alone, new int[after.length], after);
      Tensor whole = Shaping.reshape(groups, x.shape().with(axis, count() * step));
      spread = Shaping.slice(whole, axis, 0, reach());
    }
    return padded(spread, tap, window.size() - 1 - tap);
  }

  /** The shape with the axis in groups of so many. */
  private Shape grouped(Shape shape, int step) {
    int[] extents = new int[shape.rank() + 1];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = i == axis ? count() : i == axis + 1 ? step : shape.extent(i < axis ? i : i - 1);
    }
    return Shape.of(extents);
  }

  private Tensor padded(Tensor x, int before, int behind) {
    int[] first = new int[x.shape().rank()];
    int[] last = new int[x.shape().rank()];
    first[axis] = before;
    last[axis] = behind;
    return before == 0 && behind == 0 ? x : Shaping.pad(x, first, last);
  }
}

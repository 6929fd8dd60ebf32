package org.ncsn.inception;

import java.util.Arrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;

/**
 * How images of any size are brought to the network's 299x299 pixels and to [-1,1]: bilinearly,
 * without antialiasing, also where they shrink. The published figures mix both ways: say which.
 */
public enum InputResize {
  /** Half-pixel centres, then {@code 2x - 1}: what PyTorch's programs do. */
  HALF_PIXEL(2) {
    @Override
    double source(int target, int extent) {
      return Math.max((target + 0.5) * extent / SIDE - 0.5, 0);
    }
  },
  /**
   * No half pixel, then {@code (255x - 128) / 128}: what the frozen graph does by itself, and so
   * the original programs of FID and of the Inception score.
   */
  TENSORFLOW(255.0 / 128) {
    @Override
    double source(int target, int extent) {
      return (double) target * extent / SIDE;
    }
  };

  /** Rows and columns that the network takes. */
  static final int SIDE = 299;

  private static final int CHANNELS = 3;

  private final double scale;

  InputResize(double scale) {
    this.scale = scale;
  }

  /** Which pixel of so many a pixel of the result comes from, with fractions. */
  abstract double source(int target, int extent);

  /**
   * Images as the network takes them.
   *
   * @param images {@code [n,H,W,1]} or {@code [n,H,W,3]}, values in [0,1]
   * @return {@code [n,299,299,3]} of the same element type
   */
  HostArray of(HostArray images) {
    Shape shape = images.shape();
    if (shape.rank() != 4 || (shape.extent(3) != 1 && shape.extent(3) != CHANNELS)) {
      throw new IllegalArgumentException(
          "inception: takes images [n,H,W,1] or [n,H,W,3], found " + shape);
    }
    Shape target = Shape.of(shape.extent(0), SIDE, SIDE, CHANNELS);
    HostArray result = HostArray.zeros(new TensorType(images.dtype(), target));
    Taps rows = Taps.of(this, shape.extent(1));
    Taps columns = Taps.of(this, shape.extent(2));
    for (int image = 0; image < shape.extent(0); image++) {
      resize(images, image, rows, columns, result);
    }
    return result;
  }

  /** Rows are widened when they are first needed; two are needed at a time. */
  private void resize(HostArray images, int image, Taps rows, Taps columns, HostArray result) {
    Row upper = new Row();
    Row lower = new Row();
    int to = image * SIDE * SIDE * CHANNELS;
    for (int y = 0; y < SIDE; y++) {
      if (upper.source != rows.first[y] && lower.source == rows.first[y]) {
        Row free = upper;
        upper = lower;
        lower = free;
      }
      upper.widen(images, image, rows.first[y], columns);
      lower.widen(images, image, rows.second[y], columns);
      to = blend(upper.values, lower.values, rows.weight[y], result, to);
    }
  }

  private int blend(double[] upper, double[] lower, double weight, HostArray result, int from) {
    int to = from;
    for (int i = 0; i < upper.length; i++) {
      double value = scale * (upper[i] + weight * (lower[i] - upper[i])) - 1;
      if (result.dtype() == DType.FLOAT32) {
        result.floats()[to++] = (float) value;
      } else {
        result.doubles()[to++] = value;
      }
    }
    return to;
  }

  /** Along one axis, the two pixels that each pixel of the result lies between. */
  private static final class Taps {
    private final int[] first = new int[SIDE];
    private final int[] second = new int[SIDE];

    /** Of the second pixels. */
    private final double[] weight = new double[SIDE];

    static Taps of(InputResize resize, int extent) {
      Taps taps = new Taps();
      for (int i = 0; i < SIDE; i++) {
        double source = resize.source(i, extent);
        taps.first[i] = (int) source;
        taps.second[i] = Math.min(taps.first[i] + 1, extent - 1);
        taps.weight[i] = source - taps.first[i];
      }
      return taps;
    }
  }

  /** A row of an image, resized along itself. */
  private static final class Row {
    private final double[] values = new double[SIDE * CHANNELS];
    private int source = -1;

    void widen(HostArray images, int image, int row, Taps columns) {
      if (source == row) {
        return;
      }
      source = row;
      int channels = images.shape().extent(3);
      int width = images.shape().extent(2);
      int start = (image * images.shape().extent(1) + row) * width * channels;
      int to = 0;
      for (int x = 0; x < SIDE; x++) {
        int left = start + columns.first[x] * channels;
        int right = start + columns.second[x] * channels;
        for (int channel = 0; channel < channels; channel++) {
          double begin = images.at(left + channel);
          values[to++] = begin + columns.weight[x] * (images.at(right + channel) - begin);
        }
        if (channels == 1) {
          Arrays.fill(values, to, to + CHANNELS - 1, values[to - 1]);
          to += CHANNELS - 1;
        }
      }
    }
  }
}

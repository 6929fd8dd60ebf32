package org.ncsn.vector;

import static org.ncsn.vector.Lanes.COUNT;
import static org.ncsn.vector.Lanes.SPECIES;

import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.DepthwiseGeometry;
import org.ncsn.vector.Scratch.Use;

/**
 * The gradient at the images of a convolution that has a kernel for each channel: what enlarges
 * images by a filter. Operands are the cotangent and the kernel, which has no dilation. A row of
 * the result is put together on the heap out of the few rows that it depends on.
 */
public record DepthwiseAdjoint(DepthwiseGeometry geometry) implements JavaKernel {
  /** Numbers from which a second thread is worth being told. */
  private static final int MANY = 16384;

  @Override
  public String label() {
    return "depthwise_adjoint";
  }

  @Override
  public void run(List<FloatMemory> operands, List<FloatMemory> results, Workers workers) {
    Shape image = geometry.image();
    int rows = image.extent(0) * image.extent(1);
    int threads = image.size() < MANY ? 1 : Math.min(workers.count(), rows);
    workers.run(
        threads,
        thread -> {
          Rows of = new Rows(geometry, operands.get(0), operands.get(1), workers.scratch(thread));
          int end = (int) ((long) rows * (thread + 1) / threads);
          for (int row = (int) ((long) rows * thread / threads); row < end; row++) {
            of.write(row, results.get(0));
          }
        });
  }

  /** Adds products of numbers to others, each at its place. */
  private static void addProducts(float[] sums, int at, float[] a, int i, float[] b, int j, int n) {
    int whole = n - n % COUNT;
    for (int k = 0; k < whole; k += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, i + k);
      FloatVector y = FloatVector.fromArray(SPECIES, b, j + k);
      x.fma(y, FloatVector.fromArray(SPECIES, sums, at + k)).intoArray(sums, at + k);
    }
    for (int k = whole; k < n; k++) {
      sums[at + k] = Math.fma(a[i + k], b[j + k], sums[at + k]);
    }
  }

  /** What one thread does. */
  private static final class Rows {
    private final ConvGeometry window;
    private final FloatMemory cotangent;
    private final int height;
    private final int width;
    private final int channels;
    private final int outHeight;
    private final int outWidth;
    private final int tapRows;
    private final int tapColumns;
    private final float[] taps;
    private final float[] line;
    private final float[] sums;

    Rows(DepthwiseGeometry geometry, FloatMemory cotangent, FloatMemory kernel, Scratch scratch) {
      this.window = geometry.window();
      this.cotangent = cotangent;
      this.height = geometry.image().extent(1);
      this.width = geometry.image().extent(2);
      this.channels = geometry.channels();
      this.outHeight = geometry.output().extent(1);
      this.outWidth = geometry.output().extent(2);
      this.tapRows = geometry.kernel().extent(0);
      this.tapColumns = geometry.kernel().extent(1);
      this.taps = scratch.array(Use.RIGHT, kernel.size());
      this.line = scratch.array(Use.LEFT, outWidth * channels);
      this.sums = scratch.array(Use.SUMS, width * channels);
      kernel.read(0, taps, 0, kernel.size());
    }

    /** One of the rows of all images. */
    void write(int row, FloatMemory result) {
      Arrays.fill(sums, 0, width * channels, 0);
      for (int tap = 0; tap < tapRows; tap++) {
        int place = row % height + window.padH() - tap;
        int from = place / window.strideH();
        if (place >= 0 && place % window.strideH() == 0 && from < outHeight) {
          int numbers = outWidth * channels;
          cotangent.read((row / height * outHeight + from) * numbers, line, 0, numbers);
          add(tap);
        }
      }
      result.write(row * width * channels, sums, 0, width * channels);
    }

    /** Adds the line's products with a row of taps. */
    private void add(int tapRow) {
      for (int from = 0; from < outWidth; from++) {
        for (int tap = 0; tap < tapColumns; tap++) {
          int column = from * window.strideW() + tap - window.padW();
          if (column >= 0 && column < width) {
            int weights = (tapRow * tapColumns + tap) * channels;
            addProducts(sums, column * channels, line, from * channels, taps, weights, channels);
          }
        }
      }
    }
  }
}

package org.ncsn.backend.nd4j;

import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.ConvGeometry;

/**
 * An image taken apart into as many smaller ones as a kernel's dilation has steps: each holds the
 * pixels that a dilated kernel sees together, next to each other. Convolved without dilation and
 * put together again they make exactly the dilated convolution. The parts become samples of a
 * larger batch. Both ways are one gather of pixels: ND4J's own operations for this are hundreds of
 * times slower.
 */
record Phases(Machine machine) {
  /**
   * Sizes for one convolution without stride.
   *
   * @param stepH rows of the dilation
   * @param stepW columns of the dilation
   * @param top rows of zeros that the image gets, where its parts cannot be padded evenly
   * @param left columns of zeros, likewise
   * @param dense the convolution of the parts
   * @param height rows of a part
   * @param width columns of a part
   */
  record Grid(int stepH, int stepW, int top, int left, ConvGeometry dense, int height, int width) {
    static Grid of(Shape image, ConvGeometry geometry) {
      int stepH = geometry.dilationH();
      int stepW = geometry.dilationW();
      int top = geometry.padH() % stepH == 0 ? 0 : geometry.padH();
      int left = geometry.padW() % stepW == 0 ? 0 : geometry.padW();
      ConvGeometry dense =
          new ConvGeometry(
              1,
              1,
              top > 0 ? 0 : geometry.padH() / stepH,
              left > 0 ? 0 : geometry.padW() / stepW,
              1,
              1);
      return new Grid(
          stepH,
          stepW,
          top,
          left,
          dense,
          upwards(image.extent(1) + 2 * top, stepH),
          upwards(image.extent(2) + 2 * left, stepW));
    }

    /** Sizes for the output: nothing is added around it. */
    Grid ofOutput(Shape kernel) {
      return new Grid(
          stepH,
          stepW,
          0,
          0,
          dense,
          dense.outputHeight(height, kernel.extent(0)),
          dense.outputWidth(width, kernel.extent(1)));
    }

    private static int upwards(int extent, int step) {
      return (extent + step - 1) / step;
    }

    private int parts() {
      return stepH * stepW;
    }
  }

  /** Takes an image apart. */
  Nd4jArray split(Nd4jArray image, Grid grid) {
    int samples = image.extent(0);
    int rows = image.extent(1);
    int columns = image.extent(2);
    int pixels = grid.parts() * grid.height() * grid.width();
    int[] sources = new int[samples * pixels];
    double[] inside = new double[pixels];
    boolean isWhole = true;
    int target = 0;
    for (int sample = 0; sample < samples; sample++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        int part = pixel / (grid.height() * grid.width());
        int row = pixel / grid.width() % grid.height() * grid.stepH() + part / grid.stepW();
        int column = pixel % grid.width() * grid.stepW() + part % grid.stepW();
        int y = row - grid.top();
        int x = column - grid.left();
        boolean isInside = y >= 0 && y < rows && x >= 0 && x < columns;
        inside[pixel] = isInside ? 1 : 0;
        isWhole &= isInside;
        sources[target++] = isInside ? (sample * rows + y) * columns + x : 0;
      }
    }
    Shape shape = Shape.of(samples * grid.parts(), grid.height(), grid.width(), image.extent(3));
    Nd4jArray parts = gathered(image, sources, shape);
    if (!isWhole && !parts.isEmpty()) {
      blank(parts, inside, samples);
    }
    return parts;
  }

  /** Puts an image together. */
  Nd4jArray join(Nd4jArray parts, Grid grid, Shape image) {
    int[] sources = new int[image.extent(0) * image.extent(1) * image.extent(2)];
    int target = 0;
    for (int sample = 0; sample < image.extent(0); sample++) {
      for (int y = grid.top(); y < grid.top() + image.extent(1); y++) {
        for (int x = grid.left(); x < grid.left() + image.extent(2); x++) {
          int part = y % grid.stepH() * grid.stepW() + x % grid.stepW();
          int row = (sample * grid.parts() + part) * grid.height() + y / grid.stepH();
          sources[target++] = row * grid.width() + x / grid.stepW();
        }
      }
    }
    return gathered(parts, sources, image);
  }

  private Nd4jArray gathered(Nd4jArray image, int[] sources, Shape shape) {
    int channels = image.extent(3);
    int pixels = image.extent(0) * image.extent(1) * image.extent(2);
    Nd4jArray table = machine.reshape(image, Shape.of(pixels, channels));
    Nd4jArray indices = machine.constant(HostArray.of(Shape.of(sources.length), sources));
    Nd4jArray rows = new Indexing(machine).gatherRows(table, indices);
    Nd4jArray result = machine.reshape(rows, shape);
    List.of(table, indices, rows).forEach(machine::release);
    return result;
  }

  /** Makes pixels from outside of the image zero. */
  private void blank(Nd4jArray parts, double[] inside, int samples) {
    Shape shape = Shape.of(samples, inside.length, parts.extent(3));
    TensorType type = new TensorType(Transfer.type(parts.type()), Shape.of(inside.length, 1));
    Nd4jArray mask = machine.constant(HostArray.of(type.shape(), inside).to(type.dtype()));
    Nd4jArray rows = machine.reshape(parts, shape);
    machine.run(Operation.custom("multiply"), List.of(rows, mask), List.of(rows));
    List.of(mask, rows).forEach(machine::release);
  }
}

package org.ncsn.lowering;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.ToIntBiFunction;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.primitive.Blocks.Pad;
import org.ncsn.primitive.Blocks.Slice;
import org.ncsn.primitive.Shaping.Reshape;
import org.ncsn.primitive.Shaping.Transpose;
import org.ncsn.program.Primitive;

/**
 * An image taken apart into as many smaller ones as a kernel's dilation has steps: each holds the
 * pixels that a dilated kernel sees together. Convolved without dilation and put together again
 * they make exactly the dilated convolution. The parts are samples of a larger batch.
 *
 * @param stepH rows of the dilation
 * @param stepW columns of the dilation
 * @param height rows of a part; what an image has too few of are zeros
 * @param width columns of a part
 * @param dense the convolution of the parts
 */
record Phases(int stepH, int stepW, int height, int width, ConvGeometry dense) {
  /** The parts of an image; none where the convolution has strides or pads them unevenly. */
  static Optional<Phases> of(Shape image, ConvGeometry geometry) {
    int stepH = geometry.dilationH();
    int stepW = geometry.dilationW();
    if (geometry.strideH() > 1
        || geometry.strideW() > 1
        || geometry.padH() % stepH != 0
        || geometry.padW() % stepW != 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Phases(
            stepH,
            stepW,
            (image.extent(1) + stepH - 1) / stepH,
            (image.extent(2) + stepW - 1) / stepW,
            new ConvGeometry(1, 1, geometry.padH() / stepH, geometry.padW() / stepW, 1, 1)));
  }

  /** The parts of the convolution's result. */
  Phases ofOutput(Shape kernel) {
    return new Phases(
        stepH,
        stepW,
        dense.outputHeight(height, kernel.extent(0)),
        dense.outputWidth(width, kernel.extent(1)),
        dense);
  }

  /** Type of all parts. */
  TensorType type(TensorType image) {
    Shape shape = image.shape();
    return image.with(Shape.of(shape.extent(0) * stepH * stepW, height, width, shape.extent(3)));
  }

  /** Takes an image apart. */
  int split(
      int image, IntFunction<TensorType> types, ToIntBiFunction<Primitive, List<Integer>> write) {
    TensorType type = types.apply(image);
    Shape shape = type.shape();
    int below = height * stepH - shape.extent(1);
    int right = width * stepW - shape.extent(2);
    int whole =
        below + right == 0
            ? image
            : write.applyAsInt(
                new Pad(List.of(0, 0, 0, 0), List.of(0, below, right, 0)), List.of(image));
    Shape apart = Shape.of(shape.extent(0), height, stepH, width, stepW, shape.extent(3));
    int pixels = write.applyAsInt(new Reshape(apart), List.of(whole));
    int parts = write.applyAsInt(new Transpose(List.of(0, 2, 4, 1, 3, 5)), List.of(pixels));
    return write.applyAsInt(new Reshape(type(type).shape()), List.of(parts));
  }

  /** Puts an image together from its parts, of which the convolution has made others. */
  int join(
      int parts,
      Shape image,
      IntFunction<TensorType> types,
      ToIntBiFunction<Primitive, List<Integer>> write) {
    Shape shape = types.apply(parts).shape();
    int rows = shape.extent(1);
    int columns = shape.extent(2);
    Shape apart = Shape.of(image.extent(0), stepH, stepW, rows, columns, shape.extent(3));
    int pixels = write.applyAsInt(new Reshape(apart), List.of(parts));
    int together = write.applyAsInt(new Transpose(List.of(0, 3, 1, 4, 2, 5)), List.of(pixels));
    Shape whole = Shape.of(image.extent(0), rows * stepH, columns * stepW, shape.extent(3));
    int padded = write.applyAsInt(new Reshape(whole), List.of(together));
    return whole.equals(image)
        ? padded
        : write.applyAsInt(new Slice(List.of(0, 0, 0, 0), image), List.of(padded));
  }
}

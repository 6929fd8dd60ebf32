package org.ncsn.data;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/** Images kept in memory as they come in files: one byte a channel. */
public final class ByteImages implements Dataset {
  private static final float[] BRIGHTNESS = new float[256];

  static {
    for (int k = 0; k < BRIGHTNESS.length; k++) {
      BRIGHTNESS[k] = k / 255f;
    }
  }

  private final int size;
  private final Shape imageShape;
  private final byte[] pixels;

  /**
   * Images over the given bytes, which are not changed afterwards.
   *
   * @param shape {@code [N,H,W,C]}
   * @param pixels all images in row-major order, 0 to 255
   * @throws IllegalArgumentException if the bytes do not fill the shape
   */
  public ByteImages(Shape shape, byte[] pixels) {
    if (shape.rank() != 4 || shape.size() != pixels.length) {
      throw new IllegalArgumentException(pixels.length + " bytes are not images " + shape);
    }
    this.size = shape.extent(0);
    this.imageShape = Shape.of(shape.extent(1), shape.extent(2), shape.extent(3));
    this.pixels = pixels;
  }

  /**
   * Grey images of an IDX file.
   *
   * @throws IllegalArgumentException if it does not have the three dimensions {@code [N,H,W]}
   */
  public static ByteImages of(Idx idx) {
    Shape shape = idx.shape();
    if (shape.rank() != 3) {
      throw new IllegalArgumentException("an IDX file of shape " + shape + " holds no images");
    }
    return new ByteImages(
        Shape.of(shape.extent(0), shape.extent(1), shape.extent(2), 1), idx.values());
  }

  /**
   * A batch of images that are each in an array of its own.
   *
   * @param imageShape {@code [H,W,C]}
   * @param bytes all of an image's, by its number
   * @return {@code float32 [n,H,W,C]}, values k/255 in [0,1]
   */
  public static HostArray batch(Shape imageShape, IntFunction<byte[]> bytes, int... indices) {
    int length = imageShape.intSize();
    Shape shape =
        Shape.of(indices.length, imageShape.extent(0), imageShape.extent(1), imageShape.extent(2));
    byte[] pixels = new byte[shape.intSize()];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(bytes.apply(indices[i]), 0, pixels, i * length, length);
    }
    return new ByteImages(shape, pixels).batch(IntStream.range(0, indices.length).toArray());
  }

  /** The bytes of one image, copied. */
  public byte[] bytes(int index) {
    int length = imageShape.intSize();
    int from = Objects.checkIndex(index, size) * length;
    return Arrays.copyOfRange(pixels, from, from + length);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Shape sampleShape() {
    return imageShape;
  }

  @Override
  public HostArray batch(int... indices) {
    int length = imageShape.intSize();
    Shape shape =
        Shape.of(indices.length, imageShape.extent(0), imageShape.extent(1), imageShape.extent(2));
    float[] values = new float[shape.intSize()];
    int to = 0;
    for (int index : indices) {
      int from = Objects.checkIndex(index, size) * length;
      for (int i = 0; i < length; i++) {
        values[to++] = BRIGHTNESS[Byte.toUnsignedInt(pixels[from + i])];
      }
    }
    return HostArray.of(shape, values);
  }

  @Override
  public HostArray precisely(int index) {
    byte[] image = bytes(index);
    double[] values = new double[image.length];
    for (int i = 0; i < image.length; i++) {
      values[i] = Byte.toUnsignedInt(image[i]) / 255.0;
    }
    return HostArray.of(
        Shape.of(1, imageShape.extent(0), imageShape.extent(1), imageShape.extent(2)), values);
  }
}

package org.ncsn.data;

import java.util.function.DoubleUnaryOperator;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;

/**
 * What happens to images before a network sees them: pure functions on {@code float32} or {@code
 * float64} arrays. Every step is rounded to the array's type, as in the published system; close to
 * black and white that decides about more than the last digits.
 */
public final class Pixels {
  /** Keeps the logarithms of black and white finite. */
  private static final double LAMBDA = 1e-6;

  private Pixels() {}

  /**
   * Fills the gaps between the 256 brightness levels with noise: x / 256 * 255 + u / 256.
   *
   * @param images any shape, in [0,1]
   * @param uniform the noise u, of the same type, in [0,1)
   */
  public static HostArray dequantize(HostArray images, HostArray uniform) {
    requireSame(images, uniform);
    HostArray result = HostArray.zeros(images.type());
    int length = images.shape().intSize();
    if (images.dtype() == DType.FLOAT32) {
      for (int i = 0; i < length; i++) {
        result.floats()[i] = images.floats()[i] / 256 * 255 + uniform.floats()[i] / 256;
      }
    } else {
      for (int i = 0; i < length; i++) {
        result.doubles()[i] = images.doubles()[i] / 256 * 255 + uniform.doubles()[i] / 256;
      }
    }
    return result;
  }

  /** {@code scale * x + shift}. */
  static HostArray affine(HostArray images, double scale, double shift) {
    return map(images, x -> (float) scale * x + (float) shift, x -> scale * x + shift);
  }

  /** Spreads [0,1] over the whole line: log(y) - log(1 - y) of y = 1e-6 + (1 - 2e-6) x. */
  public static HostArray logit(HostArray images) {
    return map(images, Pixels::logit, Pixels::logit);
  }

  /** The way back from {@link #logit(HostArray)}, exact but for its 1e-6: 1 / (1 + exp(-x)). */
  public static HostArray sigmoid(HostArray images) {
    return map(images, x -> (float) sigmoid(x), Pixels::sigmoid);
  }

  /** Mirrors all images {@code [N,H,W,C]} left to right. */
  public static HostArray flip(HostArray images) {
    Shape each = Shape.of(images.shape().extent(0));
    return flipRandomly(images, HostArray.zeros(new TensorType(images.dtype(), each)));
  }

  /**
   * Mirrors some images left to right.
   *
   * @param images {@code [N,H,W,C]}
   * @param uniform one number a image, {@code [N]}, in [0,1): those below a half are mirrored
   */
  public static HostArray flipRandomly(HostArray images, HostArray uniform) {
    Shape shape = images.shape();
    if (shape.rank() != 4 || !uniform.shape().equals(Shape.of(shape.extent(0)))) {
      throw new IllegalArgumentException(
          "images " + images.type() + " with one number each, found " + uniform.type());
    }
    HostArray result = HostArray.zeros(images.type());
    Object from = elements(images);
    Object to = elements(result);
    int width = shape.extent(2);
    int channels = shape.extent(3);
    int rows = shape.extent(0) * shape.extent(1);
    for (int row = 0; row < rows; row++) {
      boolean mirrored = uniform.at(row / shape.extent(1)) < 0.5;
      for (int x = 0; x < width; x++) {
        int source = mirrored ? width - 1 - x : x;
        System.arraycopy(
            from, (row * width + source) * channels, to, (row * width + x) * channels, channels);
      }
    }
    return result;
  }

  /**
   * Moves each image by whole pixels, so many at most along either axis; what comes in from beyond
   * its edges is black.
   *
   * @param images {@code [N,H,W,C]}, values in [0,1]
   * @param uniform two numbers an image, {@code [N,2]}, in [0,1): how far down, and to the right
   * @param most at least 0
   */
  public static HostArray shiftRandomly(HostArray images, HostArray uniform, int most) {
    Shape shape = images.shape();
    if (shape.rank() != 4 || !uniform.shape().equals(Shape.of(shape.extent(0), 2))) {
      throw new IllegalArgumentException(
          "images " + images.type() + " with two numbers each, found " + uniform.type());
    }
    HostArray result = HostArray.zeros(images.type());
    int height = shape.extent(1);
    int width = shape.extent(2);
    for (int n = 0; n < shape.extent(0); n++) {
      int down = shift(uniform.at(2 * n), most);
      int right = shift(uniform.at(2 * n + 1), most);
      int kept = (width - Math.abs(right)) * shape.extent(3);
      for (int y = Math.max(0, down); kept > 0 && y < height + Math.min(0, down); y++) {
        int from = ((n * height + y - down) * width + Math.max(0, -right)) * shape.extent(3);
        int to = ((n * height + y) * width + Math.max(0, right)) * shape.extent(3);
        HostArray.copy(images, from, result, to, kept);
      }
    }
    return result;
  }

  /** One of {@code -most} to {@code most}, each with the same probability. */
  private static int shift(double uniform, int most) {
    return (int) (uniform * (2 * most + 1)) - most;
  }

  private static float logit(float x) {
    float inside = (float) LAMBDA + (float) (1 - 2 * LAMBDA) * x;
    return (float) Math.log(inside) - (float) Math.log1p(-inside);
  }

  private static double logit(double x) {
    double inside = LAMBDA + (1 - 2 * LAMBDA) * x;
    return Math.log(inside) - Math.log1p(-inside);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** A function in single precision. */
  private interface FloatFunction {
    float apply(float x);
  }

  private static HostArray map(HostArray array, FloatFunction single, DoubleUnaryOperator wide) {
    HostArray result = HostArray.zeros(array.type());
    int length = array.shape().intSize();
    if (array.dtype() == DType.FLOAT32) {
      for (int i = 0; i < length; i++) {
        result.floats()[i] = single.apply(array.floats()[i]);
      }
    } else {
      for (int i = 0; i < length; i++) {
        result.doubles()[i] = wide.applyAsDouble(array.doubles()[i]);
      }
    }
    return result;
  }

  private static Object elements(HostArray array) {
    return switch (array.dtype()) {
      case FLOAT32 -> array.floats();
      case FLOAT64 -> array.doubles();
      case INT32 -> array.ints();
    };
  }

  private static void requireSame(HostArray images, HostArray uniform) {
    if (!images.type().equals(uniform.type())) {
      throw new IllegalArgumentException(
          "images " + images.type() + " with noise " + uniform.type());
    }
  }
}

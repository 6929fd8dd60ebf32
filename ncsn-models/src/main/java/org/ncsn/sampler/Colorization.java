package org.ncsn.sampler;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.primitive.Shaping;
import org.ncsn.sampler.KnownPixels.Renewal;
import org.ncsn.sampler.SampleNoise.Purpose;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;

/**
 * Colorization of grey images (Song et al. 2021, appendix I.3): in colours that are rotated so that
 * the first of them is the grey one, this is known, as {@link KnownPixels}' pixels are, and the
 * other two are not.
 */
public final class Colorization implements Constraint {
  /**
   * Rows are red, green and blue, columns the rotated colours, the grey one first; as published.
   */
  private static final HostArray ROTATION =
      HostArray.of(
          Shape.of(3, 3),
          0.57735014,
          -0.81649649,
          4.7008697e-08,
          0.57735026,
          0.40824834,
          0.70710671,
          0.57735026,
          0.40824822,
          -0.70710683);

  /** The inverse of the rotation, which is its transpose but for the rounding of its numbers. */
  private static final HostArray BACK =
      HostArray.of(
          Shape.of(3, 3),
          0.577350351377583,
          0.5773503316786706,
          0.5773502720815205,
          -0.8164967050906735,
          0.40824832947401196,
          0.4082482059110055,
          6.928204392996645e-08,
          0.7071067577320752,
          -0.7071068270141048);

  private static final int COLOURS = 3;

  private final Backend backend;
  private final DType dtype;
  private final KnownPixels grey;

  /**
   * @param images grey ones, {@code [N,H,W,3]} with three equal channels, as the network sees them
   * @param renewal how often noise is drawn
   * @param method whose samples have the noise that the grey colour gets in each phase
   * @param noise standard normal noise of the rotated colours, of the type of the images, by the
   *     number of the draw, as of {@link KnownPixels}
   * @throws IllegalArgumentException if the images do not have three colours
   */
  public Colorization(
      Backend backend,
      HostArray images,
      Renewal renewal,
      SamplingMethod method,
      IntFunction<HostArray> noise) {
    Shape shape = images.shape();
    if (shape.rank() != 4 || shape.extent(3) != COLOURS || !images.dtype().isFloating()) {
      throw new IllegalArgumentException(
          "colorization: images are floating [N,H,W,3], found " + images.type());
    }
    this.backend = backend;
    this.dtype = images.dtype();
    HostArray rotated = rotated(images);
    this.grey =
        new KnownPixels(backend, rotated, firstColour(images.type()), renewal, method, noise);
  }

  /**
   * For a batch of numbered samples.
   *
   * @param images grey ones, {@code [N,H,W,3]} with three equal channels, as the network sees them
   * @param first number of the first sample, whose noise is addressed by it
   */
  public static Colorization of(
      Backend backend,
      HostArray images,
      Renewal renewal,
      SamplingMethod method,
      SampleNoise noise,
      long first) {
    return new Colorization(
        backend,
        images,
        renewal,
        method,
        draw -> noise.normals(Purpose.KNOWN, first, draw, images.type()));
  }

  /** The matrix by which the colours of a pixel, a row, are rotated, {@code float64 [3,3]}. */
  static HostArray rotation() {
    return ROTATION;
  }

  /** The matrix that takes rotated colours back, {@code float64 [3,3]}. */
  static HostArray back() {
    return BACK;
  }

  /** Images whose three channels are the mean of those of others, {@code [N,H,W,3]}. */
  public static HostArray grey(HostArray images) {
    double[] means = new double[images.shape().intSize()];
    for (int i = 0; i < means.length; i++) {
      int pixel = i - i % COLOURS;
      means[i] = (images.at(pixel) + images.at(pixel + 1) + images.at(pixel + 2)) / COLOURS;
    }
    return HostArray.of(images.shape(), means).to(images.dtype());
  }

  @Override
  public Imposed at(int phase) {
    Imposed imposed = grey.at(phase);
    List<Tensor> there = rows(ROTATION);
    List<Tensor> back = rows(BACK);
    return new Imposed() {
      @Override
      public Tensor before(int step, Tensor state) {
        return by(back, imposed.before(step, by(there, state)));
      }

      @Override
      public Tensor after(int step, Tensor state) {
        return by(back, imposed.after(step, by(there, state)));
      }
    };
  }

  /** Element by element, so that a sample is the same in any batch. */
  private static Tensor by(List<Tensor> rows, Tensor images) {
    return IntStream.range(0, COLOURS)
        .mapToObj(i -> Shaping.slice(images, 3, i, i + 1).multiply(rows.get(i)))
        .reduce(Tensor::add)
        .orElseThrow();
  }

  private List<Tensor> rows(HostArray matrix) {
    HostArray rounded = matrix.to(dtype);
    return IntStream.range(0, COLOURS)
        .mapToObj(i -> backend.tensor(rounded.slice(i, i + 1).reshape(Shape.of(COLOURS))))
        .toList();
  }

  private static HostArray rotated(HostArray images) {
    double[] rotated = new double[images.shape().intSize()];
    for (int i = 0; i < rotated.length; i++) {
      int pixel = i - i % COLOURS;
      for (int colour = 0; colour < COLOURS; colour++) {
        rotated[i] += images.at(pixel + colour) * ROTATION.at(colour * COLOURS + i % COLOURS);
      }
    }
    return HostArray.of(images.shape(), rotated).to(images.dtype());
  }

  private static HostArray firstColour(TensorType images) {
    HostArray mask = HostArray.zeros(new TensorType(DType.FLOAT64, images.shape()));
    for (int i = 0; i < images.shape().intSize(); i += COLOURS) {
      mask.doubles()[i] = 1;
    }
    return mask.to(images.dtype());
  }
}

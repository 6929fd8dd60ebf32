package org.ncsn.sampler;

import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.primitive.Elementwise;
import org.ncsn.sampler.SampleNoise.Purpose;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;

/**
 * Inpainting (appendix B.3 of the paper): some pixels of every image are known. In each phase they
 * are the known ones plus noise of that phase's deviation, the same through all of its steps; what
 * the chain makes of the others fits them better and better.
 */
public final class KnownPixels implements Constraint {
  private final Backend backend;
  private final HostArray images;
  private final HostArray mask;
  private final IntToDoubleFunction deviation;
  private final IntFunction<HostArray> noise;

  /**
   * @param images what the pixels are, {@code [N,H,W,C]}
   * @param mask 1 where a pixel is known and 0 where it is not, of the type of the images
   * @param deviation standard deviation of the noise in a phase
   * @param noise standard normal noise for a phase, of the type of the images; asked once a phase
   */
  public KnownPixels(
      Backend backend,
      HostArray images,
      HostArray mask,
      IntToDoubleFunction deviation,
      IntFunction<HostArray> noise) {
    if (!mask.type().equals(images.type())) {
      throw new IllegalArgumentException(
          "known pixels: the mask is " + mask.type() + ", the images are " + images.type());
    }
    this.backend = backend;
    this.images = images;
    this.mask = mask;
    this.deviation = deviation;
    this.noise = noise;
  }

  /**
   * Pixels of a batch of numbered samples, as noisy in each phase as a method's samples are.
   *
   * @param first number of the first sample, whose noise is addressed by it
   */
  public static KnownPixels of(
      Backend backend,
      HostArray images,
      HostArray mask,
      SamplingMethod method,
      SampleNoise noise,
      long first) {
    return new KnownPixels(
        backend,
        images,
        mask,
        method::deviation,
        phase -> noise.normals(Purpose.KNOWN, first, phase, images.type()));
  }

  @Override
  public UnaryOperator<Tensor> at(int phase) {
    Tensor where = backend.tensor(mask);
    Tensor noisy = backend.tensor(noisy(noise.apply(phase), deviation.applyAsDouble(phase)));
    return state -> Elementwise.where(where, noisy, state);
  }

  private HostArray noisy(HostArray standard, double sigma) {
    HostArray sum = HostArray.zeros(images.type());
    for (int i = 0; i < images.shape().intSize(); i++) {
      if (images.dtype() == DType.FLOAT32) {
        sum.floats()[i] = images.floats()[i] + standard.floats()[i] * (float) sigma;
      } else {
        sum.doubles()[i] = images.doubles()[i] + standard.doubles()[i] * sigma;
      }
    }
    return sum;
  }
}

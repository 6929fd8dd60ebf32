package org.ncsn.sampler;

import java.util.function.IntFunction;
import org.ncsn.array.HostArray;
import org.ncsn.noise.AddedNoise;
import org.ncsn.primitive.Elementwise;
import org.ncsn.sampler.SampleNoise.Purpose;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;

/**
 * Inpainting: some pixels of every image are known. The network sees them with noise of the
 * deviation that the others have; what the chain makes of those fits the known ones better and
 * better.
 */
public final class KnownPixels implements Constraint {
  private final Backend backend;
  private final HostArray images;
  private final HostArray mask;
  private final Renewal renewal;
  private final SamplingMethod method;
  private final IntFunction<HostArray> noise;

  /** How often the noise of known pixels is drawn. */
  public enum Renewal {
    /** Once a phase, and every step puts the pixels back: appendix B.3 of the NCSN paper. */
    EACH_PHASE,
    /** At every step, after which the pixels stay where it moved them: NCSNv2's program. */
    EACH_STEP,
    /**
     * Behind every step, which begins with what the one before has left: score SDEs (appendix I.2
     * of their paper). Where a phase is a single step, they are drawn before it, too, so that the
     * network sees them as noisy as the rest; otherwise the first step of all begins with the
     * pixels themselves.
     */
    BEHIND_EACH_STEP
  }

  /**
   * @param images what the pixels are, {@code [N,H,W,C]}
   * @param mask 1 where a pixel is known and 0 where it is not, of the type of the images
   * @param renewal how often noise is drawn
   * @param method whose samples have the noise that the pixels get in each phase
   * @param noise standard normal noise, of the type of the images, by the number of the draw: a
   *     phase's or a step's; {@code 2 k} before and {@code 2 k + 1} behind step k where phases are
   *     single steps and it is drawn behind each. Each is asked for once
   */
  public KnownPixels(
      Backend backend,
      HostArray images,
      HostArray mask,
      Renewal renewal,
      SamplingMethod method,
      IntFunction<HostArray> noise) {
    if (!mask.type().equals(images.type())) {
      throw new IllegalArgumentException(
          "known pixels: the mask is " + mask.type() + ", the images are " + images.type());
    }
    this.backend = backend;
    this.images = images;
    this.mask = mask;
    this.renewal = renewal;
    this.method = method;
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
      Renewal renewal,
      SamplingMethod method,
      SampleNoise noise,
      long first) {
    return new KnownPixels(
        backend,
        images,
        mask,
        renewal,
        method,
        draw -> noise.normals(Purpose.KNOWN, first, draw, images.type()));
  }

  @Override
  public Imposed at(int phase) {
    Tensor where = backend.tensor(mask);
    return switch (renewal) {
      case EACH_PHASE -> kept(where, backend.tensor(noisy(phase, phase)));
      case EACH_STEP -> renewed(where, phase);
      case BEHIND_EACH_STEP -> renewedBehind(where, phase);
    };
  }

  /** The pixels with the noise of a phase. */
  private HostArray noisy(int phase, int draw) {
    return AddedNoise.to(
        AddedNoise.scaled(images, method.mean(phase)), noise.apply(draw), method.deviation(phase));
  }

  private static Imposed kept(Tensor where, Tensor noisy) {
    return new Imposed() {
      @Override
      public Tensor before(int step, Tensor state) {
        return Elementwise.where(where, noisy, state);
      }

      @Override
      public Tensor after(int step, Tensor state) {
        return Elementwise.where(where, noisy, state);
      }
    };
  }

  private Imposed renewed(Tensor where, int phase) {
    return new Imposed() {
      @Override
      public Tensor before(int step, Tensor state) {
        return Elementwise.where(where, backend.tensor(noisy(phase, step)), state);
      }

      @Override
      public Tensor after(int step, Tensor state) {
        return state;
      }
    };
  }

  private Imposed renewedBehind(Tensor where, int phase) {
    return new Imposed() {
      @Override
      public Tensor before(int step, Tensor state) {
        if (isAlone(step)) {
          return Elementwise.where(where, backend.tensor(noisy(phase, 2 * step)), state);
        }
        return step == 0 ? Elementwise.where(where, backend.tensor(images), state) : state;
      }

      /** Where the last step leaves no noise, the pixels have none either. */
      @Override
      public Tensor after(int step, Tensor state) {
        boolean clean = method.denoised() && step == method.steps() - 1;
        HostArray behind =
            clean
                ? AddedNoise.scaled(images, method.mean(phase))
                : noisy(phase, isAlone(step) ? 2 * step + 1 : step);
        return Elementwise.where(where, backend.tensor(behind), state);
      }
    };
  }

  /** Whether no other step is of the same phase. */
  private boolean isAlone(int step) {
    int phase = method.phase(step);
    boolean begun = step > 0 && method.phase(step - 1) == phase;
    boolean goesOn = step + 1 < method.steps() && method.phase(step + 1) == phase;
    return !begun && !goesOn;
  }
}

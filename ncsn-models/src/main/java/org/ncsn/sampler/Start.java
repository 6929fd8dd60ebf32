package org.ncsn.sampler;

import java.util.function.UnaryOperator;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.noise.AddedNoise;
import org.ncsn.noise.NoiseProcess;
import org.ncsn.sampler.SampleNoise.Purpose;

/** Where samples begin. */
@FunctionalInterface
public interface Start {
  /** Uniform in [0, 1), as in the NCSN papers. */
  Start UNIFORM = (noise, first, batch) -> noise.uniforms(Purpose.START, first, 0, batch);

  /**
   * The first state of a batch.
   *
   * @param first number of its first sample
   * @param batch type of the batch, {@code [N,...]}
   */
  HostArray of(SampleNoise noise, long first, TensorType batch);

  /** The same, as a function of it leaves it: from pixels to the space that a network works in. */
  default Start then(UnaryOperator<HostArray> function) {
    return (noise, first, batch) -> function.apply(of(noise, first, batch));
  }

  /**
   * Data with noise, as NCSNv2's program starts where {@code data_init} is set: {@code x + sigma
   * z}.
   *
   * @param data which of the data a sample begins with, {@code [N,...]}, by numbers of samples
   * @param sigma standard deviation of the noise
   */
  static Start noisy(Start data, double sigma) {
    return (noise, first, batch) -> {
      HostArray clean = data.of(noise, first, batch);
      HostArray normal = noise.normals(Purpose.START, first, 0, batch);
      return AddedNoise.to(clean, normal, sigma);
    };
  }

  /** What the data become in the end of a noise process: normal numbers of its deviation. */
  static Start prior(NoiseProcess process) {
    double deviation = process.priorDeviation();
    return (noise, first, batch) ->
        noise.normals(Purpose.START, first, 0, batch).map(z -> deviation * z);
  }
}

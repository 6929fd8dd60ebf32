package org.ncsn.sampler;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.random.NoiseSource;

/**
 * The noise of samples, addressed by purpose, number of the sample and number of the draw: a sample
 * is the same whether it is drawn alone or in a batch, in the first or in the last, here or on
 * another machine.
 */
public interface SampleNoise {
  /** What noise is for. Each has streams of its own. */
  enum Purpose {
    /** Where a sample begins. */
    START(0),
    /** The steps. */
    STEP(1),
    /** The noise of what is known of a sample. */
    KNOWN(2);

    // Part of what a seed means: not the order in which the constants happen to stand.
    private final long index;

    Purpose(long index) {
      this.index = index;
    }
  }

  /**
   * Standard normal numbers.
   *
   * @param sample number of the sample, from 0
   * @param draw number of the draw, from 0
   * @param type type of one sample
   */
  HostArray normal(Purpose purpose, long sample, long draw, TensorType type);

  /** Numbers uniform in [0, 1). Otherwise as {@link #normal}. */
  HostArray uniform(Purpose purpose, long sample, long draw, TensorType type);

  /** The noise of a source; it is split, not drawn from. */
  static SampleNoise of(NoiseSource source) {
    return new SampleNoise() {
      @Override
      public HostArray normal(Purpose purpose, long sample, long draw, TensorType type) {
        return at(purpose, sample, draw).normal(type.dtype(), type.shape());
      }

      @Override
      public HostArray uniform(Purpose purpose, long sample, long draw, TensorType type) {
        return at(purpose, sample, draw).uniform(type.dtype(), type.shape());
      }

      private NoiseSource at(Purpose purpose, long sample, long draw) {
        return source.split(purpose.index).split(sample).split(draw);
      }
    };
  }

  /**
   * Noise for a batch of samples whose numbers follow each other.
   *
   * @param first number of the first sample
   * @param batch type of the batch, {@code [N,...]}
   */
  default HostArray normals(Purpose purpose, long first, long draw, TensorType batch) {
    TensorType one = batch.with(batch.shape().with(0, 1));
    return batched(first, batch, sample -> normal(purpose, sample, draw, one));
  }

  /** As {@link #normals}, uniform in [0, 1). */
  default HostArray uniforms(Purpose purpose, long first, long draw, TensorType batch) {
    TensorType one = batch.with(batch.shape().with(0, 1));
    return batched(first, batch, sample -> uniform(purpose, sample, draw, one));
  }

  private static HostArray batched(long first, TensorType batch, LongFunction<HostArray> noise) {
    List<HostArray> samples =
        LongStream.range(first, first + batch.shape().extent(0))
            .parallel()
            .mapToObj(noise)
            .toList();
    return HostArray.concat(samples);
  }
}

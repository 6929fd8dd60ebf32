package org.ncsn.likelihood;

import java.util.AbstractList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.random.NoiseSource;

/**
 * How the trace of a Jacobian J is found: as a sum of {@code v' J v} over directions v. Random ones
 * estimate it without bias if {@code E[v v'] = I} (Hutchinson, Skilling).
 */
public enum Trace {
  /** One random direction, every element -1 or 1: the published one, with the least variance. */
  RADEMACHER {
    @Override
    List<HostArray> directions(TensorType batch, IntFunction<NoiseSource> noise) {
      return drawn(
          batch, sample -> noise.apply(sample).rademacher(batch.dtype(), one(batch).shape()));
    }
  },
  /** One random direction, standard normal. */
  GAUSSIAN {
    @Override
    List<HostArray> directions(TensorType batch, IntFunction<NoiseSource> noise) {
      return drawn(batch, sample -> noise.apply(sample).normal(batch.dtype(), one(batch).shape()));
    }
  },
  /** Along every axis: without an error, at as many products as dimensions. */
  EXACT {
    @Override
    List<HostArray> directions(TensorType batch, IntFunction<NoiseSource> noise) {
      int samples = batch.shape().extent(0);
      int size = batch.shape().intSize() / samples;
      // Together they would take as many times the memory of a batch as there are dimensions.
      return new AbstractList<>() {
        @Override
        public HostArray get(int axis) {
          return along(batch, axis, samples, size);
        }

        @Override
        public int size() {
          return size;
        }
      };
    }
  };

  /**
   * The directions for a batch.
   *
   * @param batch type of the samples, {@code [N,...]}
   * @param noise of a sample of the batch, by its place
   * @return of the type of the batch
   */
  abstract List<HostArray> directions(TensorType batch, IntFunction<NoiseSource> noise);

  private static List<HostArray> drawn(TensorType batch, IntFunction<HostArray> one) {
    int samples = batch.shape().extent(0);
    return List.of(HostArray.concat(IntStream.range(0, samples).mapToObj(one).toList()));
  }

  private static TensorType one(TensorType batch) {
    return batch.with(batch.shape().with(0, 1));
  }

  private static HostArray along(TensorType batch, int axis, int samples, int size) {
    double[] unit = new double[samples * size];
    for (int sample = 0; sample < samples; sample++) {
      unit[sample * size + axis] = 1;
    }
    return HostArray.of(batch.shape(), unit).to(batch.dtype());
  }
}

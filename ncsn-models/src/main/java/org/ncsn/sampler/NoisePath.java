package org.ncsn.sampler;

import java.util.function.DoubleBinaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.DType;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Shape;

/**
 * Noise on the way from one source's to another's. Normal numbers go along a quarter of a circle,
 * {@code cos(t) a + sin(t) b}, on which they stay standard normal, so that every image on the way
 * is a sample like those at the ends.
 */
public final class NoisePath {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private final NoiseSource from;
  private final NoiseSource to;
  private final int length;

  /**
   * @param from noise of the first image of a path
   * @param to noise of the last one
   * @param length images of a path, at least 2
   */
  public NoisePath(NoiseSource from, NoiseSource to, int length) {
    if (length < 2) {
      throw new IllegalArgumentException("noise path: has two ends, found length " + length);
    }
    this.from = from;
    this.to = to;
    this.length = length;
  }

  /**
   * Standard normal noise.
   *
   * @param ends {@code [N,...]}: so many paths
   * @return {@code [N * length,...]}, path after path
   */
  public HostArray normal(DType dtype, Shape ends) {
    return between(from.normal(dtype, ends), to.normal(dtype, ends), NoisePath::onCircle);
  }

  /** Uniform noise in [0, 1]: the normal numbers' probabilities. Otherwise as {@link #normal}. */
  public HostArray uniform(DType dtype, Shape ends) {
    return between(from.uniform(dtype, ends), to.uniform(dtype, ends), NoisePath::ofProbabilities);
  }

  /** How far along a path, from 0 to 1, makes of two numbers the one there. */
  private interface Between {
    DoubleBinaryOperator at(double way);
  }

  private HostArray between(HostArray first, HostArray last, Between rule) {
    int paths = first.shape().extent(0);
    int size = first.shape().intSize() / paths;
    double[] numbers = new double[Shape.of(paths, size, length).intSize()];
    for (int column = 0; column < length; column++) {
      DoubleBinaryOperator mix = rule.at((double) column / (length - 1));
      for (int path = 0; path < paths; path++) {
        int target = (path * length + column) * size;
        for (int i = 0; i < size; i++) {
          int source = path * size + i;
          numbers[target + i] = mix.applyAsDouble(first.at(source), last.at(source));
        }
      }
    }
    return HostArray.of(first.shape().with(0, paths * length), numbers).to(first.dtype());
  }

  private static DoubleBinaryOperator onCircle(double way) {
    if (way == 0 || way == 1) {
      // Exactly the ends' numbers, which the rounded cosine of a right angle would not give.
      return (first, last) -> way == 0 ? first : last;
    }
    double toFirst = Math.cos(way * Math.PI / 2);
    double toLast = Math.sin(way * Math.PI / 2);
    return (first, last) -> toFirst * first + toLast * last;
  }

  private static DoubleBinaryOperator ofProbabilities(double way) {
    if (way == 0 || way == 1) {
      return onCircle(way);
    }
    DoubleBinaryOperator circle = onCircle(way);
    return (first, last) ->
        NORMAL.cumulativeProbability(
            circle.applyAsDouble(
                NORMAL.inverseCumulativeProbability(first),
                NORMAL.inverseCumulativeProbability(last)));
  }
}

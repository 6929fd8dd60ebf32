package org.ncsn.sampler;

import java.util.function.DoubleBinaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;

/**
 * Noise on the way from one source's to another's: samples 0 to {@code length - 1} lead from the
 * first sample of the one to that of the other, the next {@code length} ones between their second
 * samples, and so on. Normal numbers go along a quarter of a circle, {@code cos(t) a + sin(t) b},
 * on which they stay standard normal, so that every image on the way is a sample like those at the
 * ends.
 *
 * @param from noise of the first sample of a path
 * @param to noise of the last one
 * @param length samples of a path, at least 2
 * @param oneStart whether all samples of a path start where its first one does, as in NCSNv2's
 *     program, and differ by the noise of their steps alone
 */
public record NoisePath(SampleNoise from, SampleNoise to, int length, boolean oneStart)
    implements SampleNoise {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  public NoisePath {
    if (length < 2) {
      throw new IllegalArgumentException("noise path: has two ends, found length " + length);
    }
  }

  /** A path whose samples start on the way, too. */
  public NoisePath(SampleNoise from, SampleNoise to, int length) {
    this(from, to, length, false);
  }

  @Override
  public HostArray normal(Purpose purpose, long sample, long draw, TensorType type) {
    return between(
        from.normal(purpose, sample / length, draw, type),
        to.normal(purpose, sample / length, draw, type),
        onCircle(way(purpose, sample)));
  }

  /** The normal numbers' probabilities, uniform in [0, 1]. */
  @Override
  public HostArray uniform(Purpose purpose, long sample, long draw, TensorType type) {
    return between(
        from.uniform(purpose, sample / length, draw, type),
        to.uniform(purpose, sample / length, draw, type),
        ofProbabilities(way(purpose, sample)));
  }

  /** How far along its path a sample is, from 0 to 1. */
  private double way(Purpose purpose, long sample) {
    return oneStart && purpose == Purpose.START ? 0 : (double) (sample % length) / (length - 1);
  }

  private static HostArray between(HostArray first, HostArray last, DoubleBinaryOperator mix) {
    double[] numbers = new double[first.shape().intSize()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = mix.applyAsDouble(first.at(i), last.at(i));
    }
    return HostArray.of(first.shape(), numbers).to(first.dtype());
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

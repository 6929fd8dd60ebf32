package org.ncsn.loss;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.noise.NoiseProcess;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Tensor;

/**
 * Samples with the noise of random times of a process: {@code mean(t) x + deviation(t) z}.
 *
 * @param process levels, if times are their indices
 * @param times at which samples are looked at
 * @param told what a network is told of a time
 */
public record TimedNoise(NoiseProcess process, Times times, DoubleUnaryOperator told) {
  /** How many arrays {@link #at} gives. */
  static final int DRAWS = 4;

  /**
   * What is drawn for a batch.
   *
   * @param batch type of the samples, {@code [N,...]}
   */
  List<HostArray> draw(NoiseSource source, TensorType batch) {
    double[] drawn = times.draw(source, batch.shape().extent(0));
    return at(drawn, source.normal(batch.dtype(), batch.shape()));
  }

  /**
   * What is drawn, with given times: what is told of them {@code [N]}, factors of the data and
   * deviations of the noise {@code [N,1,...]}, and the noise.
   *
   * @param normal z, {@code [N,...]}
   */
  List<HostArray> at(double[] moments, HostArray normal) {
    Shape column = normal.shape().column();
    return List.of(
        each(moments, told, Shape.of(moments.length), normal),
        each(moments, process::mean, column, normal),
        each(moments, process::deviation, column, normal),
        normal);
  }

  /** A function of each time, of the element type of other numbers. */
  static HostArray each(
      double[] moments, DoubleUnaryOperator function, Shape shape, HostArray like) {
    return HostArray.of(shape, Arrays.stream(moments).map(function).toArray()).to(like.dtype());
  }

  /** What is told of each sample, of what was drawn. */
  static Tensor told(List<Tensor> draws) {
    return draws.get(0);
  }

  /** The deviation of each sample's noise, {@code [N,1,...]}. */
  static Tensor deviation(List<Tensor> draws) {
    return draws.get(2);
  }

  /** The noise z. */
  static Tensor normal(List<Tensor> draws) {
    return draws.get(3);
  }

  /** Samples with noise. */
  static Tensor added(Tensor x, List<Tensor> draws) {
    return x.multiply(draws.get(1)).add(normal(draws).multiply(deviation(draws)));
  }
}

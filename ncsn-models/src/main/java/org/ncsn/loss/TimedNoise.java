package org.ncsn.loss;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.noise.NoiseProcess;
import org.ncsn.tensor.Tensor;

/**
 * Samples with the noise of times of a process: {@code mean(t) x + deviation(t) z}.
 *
 * @param process levels, if times are their indices
 * @param told what a network is told of a time
 */
record TimedNoise(NoiseProcess process, DoubleUnaryOperator told) {
  /** How many arrays {@link #at} gives. */
  static final int DRAWS = 4;

  /**
   * What is drawn, with given times: what is told of them {@code [N]}, factors of the data and
   * deviations of the noise {@code [N,1,...]}, and the noise.
   *
   * @param normal z, {@code [N,...]}
   */
  List<HostArray> at(double[] times, HostArray normal) {
    int[] column = new int[normal.shape().rank()];
    Arrays.fill(column, 1);
    column[0] = times.length;
    return List.of(
        each(times, told, Shape.of(times.length), normal),
        each(times, process::mean, Shape.of(column), normal),
        each(times, process::deviation, Shape.of(column), normal),
        normal);
  }

  /** A function of each time, of the element type of other numbers. */
  static HostArray each(double[] times, DoubleUnaryOperator function, Shape shape, HostArray like) {
    return HostArray.of(shape, Arrays.stream(times).map(function).toArray()).to(like.dtype());
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

package org.ncsn.score;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.Mode;
import org.ncsn.nn.Network;
import org.ncsn.nn.Weights;
import org.ncsn.noise.NoiseProcess;
import org.ncsn.tensor.Tensor;

/**
 * The score of noisy data at any time of a noise process: all that a sampler knows. What depends on
 * the time alone is computed on the host, so that a compiled program takes it as an argument.
 */
public interface ScoreFunction {
  /** Whose weights it takes. */
  Network network();

  /** The process that makes the data noisy. */
  NoiseProcess noise();

  /** Of which classes samples can be, if it is told one. */
  default Optional<Conditioning.Classes> classes() {
    return Optional.empty();
  }

  /**
   * Types of what scoring takes beside weights and samples.
   *
   * @param batch type of the samples, {@code [N,...]}
   */
  List<TensorType> types(TensorType batch);

  /**
   * What scoring takes with a time for each sample, of {@link #types}.
   *
   * @param times {@code [N]}; a level's index where the process has levels
   * @param classes each sample's class, {@code int32 [N]}, for a function that is told one
   * @throws IllegalArgumentException if it is told something else, or there is no such level or
   *     class
   */
  List<HostArray> at(HostArray times, Optional<HostArray> classes, TensorType batch);

  /** What scoring takes at one time of all samples; otherwise as with a time for each. */
  default List<HostArray> at(double time, Optional<HostArray> classes, TensorType batch) {
    double[] all = new double[batch.shape().extent(0)];
    Arrays.fill(all, time);
    return at(HostArray.of(Shape.of(all.length), all), classes, batch);
  }

  /**
   * The score of samples.
   *
   * @param x {@code [N,...]}
   * @param told tensors of {@link #types}
   * @return of the type of {@code x}
   */
  Tensor score(Weights weights, Mode mode, Tensor x, List<Tensor> told);
}

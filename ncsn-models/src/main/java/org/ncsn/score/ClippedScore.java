package org.ncsn.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Mode;
import org.ncsn.nn.Weights;
import org.ncsn.primitive.Elementwise;
import org.ncsn.tensor.Tensor;

/**
 * The score of data that are known to lie in a range: what a score says that the clean data are,
 * {@code x0 = (x + deviation^2 s) / mean}, is clipped to it (Ho et al., "Denoising Diffusion
 * Probabilistic Models", whose sampler does so), and the score is that of the clipped data. Where
 * noise is all there is, a small error of the score is a large one of the data, which a sampler of
 * few steps would carry on; where data are clean, hardly anything changes. It is for drawing
 * samples alone: a likelihood, or the way from data to latents, would be another one.
 *
 * @param score what is clipped
 * @param least the smallest value of the data
 * @param most the largest one
 */
public record ClippedScore(ScoreFunction score, double least, double most) implements ChangedScore {
  /**
   * @throws IllegalArgumentException unless the range has a width
   */
  public ClippedScore {
    if (!(least < most)) {
      throw new IllegalArgumentException(
          "clipped score: data lie in a range, found " + least + " to " + most);
    }
  }

  /** What the score takes; then of each sample mean and variance of the noise. */
  @Override
  public List<TensorType> types(TensorType batch) {
    TensorType column = batch.with(batch.shape().column());
    List<TensorType> types = new ArrayList<>(score.types(batch));
    types.addAll(List.of(column, column));
    return types;
  }

  @Override
  public List<HostArray> at(HostArray times, Optional<HostArray> classes, TensorType batch) {
    List<HostArray> told = new ArrayList<>(score.at(times, classes, batch));
    told.add(each(times, noise()::mean, batch));
    told.add(each(times, time -> Math.pow(noise().deviation(time), 2), batch));
    return told;
  }

  private static HostArray each(HostArray times, DoubleUnaryOperator function, TensorType batch) {
    return ScoreModel.each(times, batch.shape().column(), function).to(batch.dtype());
  }

  @Override
  public Tensor score(Weights weights, Mode mode, Tensor x, List<Tensor> told) {
    int own = told.size() - 2;
    Tensor mean = told.get(own);
    Tensor variance = told.get(own + 1);
    Tensor found = score.score(weights, mode, x, told.subList(0, own));
    Tensor data = x.add(found.multiply(variance)).divide(mean);
    Tensor outside = Elementwise.clamp(data, least, most).subtract(data);
    // The score itself where nothing is clipped: next to data, x and the mean would cancel out.
    return found.add(outside.multiply(mean.divide(variance)));
  }
}

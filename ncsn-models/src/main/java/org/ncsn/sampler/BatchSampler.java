package org.ncsn.sampler;

import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Weights;
import org.ncsn.sampler.SampleNoise.Purpose;
import org.ncsn.sampler.Sampler.Observer;
import org.ncsn.score.ScoreFunction;
import org.ncsn.tensor.Backend;

/**
 * Draws numbered samples, a batch at a time. What a sample is depends on its number and its noise,
 * not on the batch that it is in, up to the rounding of engines whose kernels go over a batch in
 * blocks.
 */
public final class BatchSampler implements AutoCloseable {
  private final TensorType batch;
  private final Start start;
  private final Sampler sampler;

  /**
   * Compiles a method for a model and a batch.
   *
   * @param batch type of the samples, {@code [N,...]}
   * @param start where they begin
   * @throws org.ncsn.memory.MemoryShortage if a step of such a batch takes more than there is
   */
  public BatchSampler(
      Backend backend, ScoreFunction model, SamplingMethod method, TensorType batch, Start start) {
    this.batch = batch;
    this.start = start;
    this.sampler = new Sampler(backend, model, method, batch);
  }

  /** How many samples are drawn at once. */
  public int size() {
    return batch.shape().extent(0);
  }

  /** The samples from a number on, of which nothing is known. */
  public HostArray draw(Weights weights, SampleNoise noise, long first, Observer observer) {
    return draw(weights, noise, first, Constraint.NONE, observer);
  }

  /**
   * The samples from a number on.
   *
   * @param first number of the first sample, from 0
   * @param known what is known of these samples
   * @return {@code [N,...]}; where the observer stopped it, what there was
   */
  public HostArray draw(
      Weights weights, SampleNoise noise, long first, Constraint known, Observer observer) {
    return draw(weights, noise, first, Optional.empty(), known, observer);
  }

  /**
   * The samples from a number on, of given classes. Otherwise as {@link #draw(Weights, SampleNoise,
   * long, Constraint, Observer)}.
   *
   * @param classes each sample's class, {@code int32 [N]}, for a score function that is told one
   * @throws IllegalArgumentException if there is no such class, or none is told where one is needed
   */
  public HostArray draw(
      Weights weights,
      SampleNoise noise,
      long first,
      Optional<HostArray> classes,
      Constraint known,
      Observer observer) {
    return sampler.run(
        new Chain(weights, draw -> noise.normals(Purpose.STEP, first, draw, batch), classes),
        start.of(noise, first, batch),
        known,
        observer);
  }

  @Override
  public void close() {
    sampler.close();
  }
}

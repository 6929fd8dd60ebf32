package org.ncsn.sampler;

import java.util.Optional;
import java.util.OptionalInt;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Weights;
import org.ncsn.random.NoiseSource;
import org.ncsn.random.RunStream;
import org.ncsn.sampler.KnownPixels.Renewal;
import org.ncsn.sampler.Sampler.Observer;
import org.ncsn.score.ScoreFunction;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;

/**
 * Samples in one call, drawn batch by batch. Sample k of a seed is the same whatever the batch, and
 * however many are drawn, up to the rounding of engines whose kernels go over a batch in blocks.
 *
 * @param model the score that they follow
 * @param method how they follow it
 * @param start where they begin
 * @param batch how many are drawn at once; if it is not said, as many as memory holds
 * @param seed of all noise
 */
public record Draw(
    ScoreFunction model, SamplingMethod method, Start start, OptionalInt batch, long seed) {
  /** From uniform noise, as many at once as memory holds. */
  public Draw(ScoreFunction model, SamplingMethod method, long seed) {
    this(model, method, Start.UNIFORM, OptionalInt.empty(), seed);
  }

  /**
   * Draws samples.
   *
   * @param sample shape of one, for example {@code [H,W,C]}
   * @param count how many
   * @return {@code float32 [count,...]}, not clamped
   * @throws org.ncsn.memory.MemoryShortage if not even one fits into memory
   */
  public HostArray samples(Backend backend, HostWeights weights, Shape sample, int count) {
    return drawn(
        backend,
        weights,
        new TensorType(DType.FLOAT32, sample.times(count)),
        Optional.empty(),
        (first, batch) -> Constraint.NONE);
  }

  /**
   * Draws a sample of each of some classes.
   *
   * @param sample shape of one, for example {@code [H,W,C]}
   * @param classes {@code int32 [count]}, numbers from 0
   * @return {@code float32 [count,...]}, not clamped
   * @throws IllegalArgumentException if the score is told no class, or there is no such class
   * @throws org.ncsn.memory.MemoryShortage if not even one fits into memory
   */
  public HostArray samples(Backend backend, HostWeights weights, Shape sample, HostArray classes) {
    return drawn(
        backend,
        weights,
        new TensorType(DType.FLOAT32, sample.times(classes.shape().extent(0))),
        Optional.of(classes),
        (first, batch) -> Constraint.NONE);
  }

  /**
   * Completes samples of which something is known (inpainting), as appendix B.3 of the NCSN paper
   * does.
   *
   * @param known the samples {@code float32 [N,H,W,C]}, of which only what the mask knows matters
   * @param mask 1 where they are known and 0 where they are not, of the same type
   * @return of the same type
   */
  public HostArray completed(
      Backend backend, HostWeights weights, HostArray known, HostArray mask) {
    return completed(backend, weights, known, mask, Renewal.EACH_PHASE);
  }

  /**
   * The same in another way.
   *
   * @param renewal how often the noise of what is known is drawn; behind each step for the samplers
   *     of score SDEs
   */
  public HostArray completed(
      Backend backend, HostWeights weights, HostArray known, HostArray mask, Renewal renewal) {
    return completed(backend, weights, known, mask, renewal, Optional.empty());
  }

  /**
   * The same of given classes.
   *
   * @param classes each sample's class, {@code int32 [N]}, for a score that is told one
   */
  public HostArray completed(
      Backend backend,
      HostWeights weights,
      HostArray known,
      HostArray mask,
      Renewal renewal,
      Optional<HostArray> classes) {
    return drawn(
        backend,
        weights,
        known.type(),
        classes,
        (first, batch) -> {
          int to = first + batch.shape().extent(0);
          return KnownPixels.of(
              backend,
              known.slice(first, to),
              mask.slice(first, to),
              renewal,
              method,
              noise(),
              first);
        });
  }

  /**
   * Gives grey images colours ({@link Colorization}).
   *
   * @param grey {@code float32 [N,H,W,3]} with three equal channels
   * @return of the same type
   */
  public HostArray coloured(Backend backend, HostWeights weights, HostArray grey) {
    return coloured(backend, weights, grey, Optional.empty());
  }

  /**
   * The same of given classes.
   *
   * @param classes each sample's class, {@code int32 [N]}, for a score that is told one
   */
  public HostArray coloured(
      Backend backend, HostWeights weights, HostArray grey, Optional<HostArray> classes) {
    return drawn(
        backend,
        weights,
        grey.type(),
        classes,
        (first, batch) ->
            Colorization.of(
                backend,
                grey.slice(first, first + batch.shape().extent(0)),
                Renewal.BEHIND_EACH_STEP,
                method,
                noise(),
                first));
  }

  /** What is known of a batch. */
  @FunctionalInterface
  private interface Known {
    Constraint of(int first, TensorType batch);
  }

  private HostArray drawn(
      Backend backend,
      HostWeights weights,
      TensorType all,
      Optional<HostArray> classes,
      Known known) {
    HostArray drawn = HostArray.zeros(all);
    int count = all.shape().extent(0);
    int length = all.shape().intSize() / count;
    try (Scope scope = Scope.open();
        BatchSamplers samplers = new BatchSamplers(backend, model, method, start, all, batch)) {
      Weights onEngine = weights.on(backend);
      for (int first = 0; first < count; ) {
        BatchSampler sampler = samplers.of(count - first);
        TensorType type = all.with(all.shape().with(0, sampler.size()));
        int from = first;
        HostArray part =
            sampler.draw(
                onEngine,
                noise(),
                first,
                classes.map(each -> each.slice(from, from + sampler.size())),
                known.of(first, type),
                Observer.NONE);
        HostArray.copy(part, 0, drawn, first * length, part.shape().intSize());
        first += sampler.size();
      }
    }
    return drawn;
  }

  private SampleNoise noise() {
    return SampleNoise.of(RunStream.SAMPLING.of(NoiseSource.seeded(seed)));
  }
}

package org.ncsn.sampler;

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
        (first, batch) -> Constraint.NONE);
  }

  /**
   * Completes samples of which something is known (inpainting, appendix B.3 of the NCSN paper).
   *
   * @param known the samples {@code float32 [N,H,W,C]}, of which only what the mask knows matters
   * @param mask 1 where they are known and 0 where they are not, of the same type
   * @return of the same type
   */
  public HostArray completed(
      Backend backend, HostWeights weights, HostArray known, HostArray mask) {
    return drawn(
        backend,
        weights,
        known.type(),
        (first, batch) -> {
          int to = first + batch.shape().extent(0);
          return KnownPixels.of(
              backend,
              known.slice(first, to),
              mask.slice(first, to),
              Renewal.EACH_PHASE,
              method,
              noise(),
              first);
        });
  }

  /** What is known of a batch. */
  @FunctionalInterface
  private interface Known {
    Constraint of(int first, TensorType batch);
  }

  private HostArray drawn(Backend backend, HostWeights weights, TensorType all, Known known) {
    HostArray drawn = HostArray.zeros(all);
    int count = all.shape().extent(0);
    int length = all.shape().intSize() / count;
    try (Scope scope = Scope.open();
        BatchSamplers samplers = new BatchSamplers(backend, model, method, start, all, batch)) {
      Weights onEngine = weights.on(backend);
      for (int first = 0; first < count; ) {
        BatchSampler sampler = samplers.of(count - first);
        TensorType type = all.with(all.shape().with(0, sampler.size()));
        HostArray part =
            sampler.draw(onEngine, noise(), first, known.of(first, type), Observer.NONE);
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

package org.ncsn.sampler;

import java.util.OptionalInt;
import org.ncsn.array.TensorType;
import org.ncsn.memory.MemoryShortage;
import org.ncsn.score.ScoreFunction;
import org.ncsn.tensor.Backend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A sampler compiled for whole batches, and in the end for what is left. */
public final class BatchSamplers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchSamplers.class);

  /** Larger batches are no faster on a processor. */
  private static final int USUAL = 100;

  private final Backend backend;
  private final ScoreFunction model;
  private final SamplingMethod method;
  private final Start start;
  private final TensorType all;
  private final int size;
  private BatchSampler current;

  /**
   * @param all type of all samples together, {@code [N,...]}
   * @param wanted how many are drawn at once; if it is not said, as many as memory holds, up to a
   *     number above which they are drawn no faster
   * @throws MemoryShortage if the wanted batch, or a single sample, takes more than there is
   */
  public BatchSamplers(
      Backend backend,
      ScoreFunction model,
      SamplingMethod method,
      Start start,
      TensorType all,
      OptionalInt wanted) {
    this.backend = backend;
    this.model = model;
    this.method = method;
    this.start = start;
    this.all = all;
    int count = all.shape().extent(0);
    this.current =
        wanted.isPresent()
            ? compiled(Math.min(wanted.getAsInt(), count))
            : largest(Math.min(USUAL, count));
    this.size = current.size();
  }

  private BatchSampler largest(int most) {
    for (int samples = most; ; samples = (samples + 1) / 2) {
      try {
        return compiled(samples);
      } catch (MemoryShortage shortage) {
        if (samples == 1) {
          throw shortage;
        }
        LOG.info("{}; drawing fewer samples at once", shortage.getMessage());
      }
    }
  }

  private BatchSampler compiled(int samples) {
    TensorType batch = all.with(all.shape().with(0, samples));
    return new BatchSampler(backend, model, method, batch, start);
  }

  /** Samples of a whole batch. */
  public int size() {
    return size;
  }

  /** The sampler of the next batch, if so many samples are left; closes the one before. */
  public BatchSampler of(int left) {
    int samples = Math.min(size, left);
    if (current.size() != samples) {
      current.close();
      current = compiled(samples);
    }
    return current;
  }

  @Override
  public void close() {
    current.close();
  }
}

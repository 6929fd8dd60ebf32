package org.ncsn.sampler;

import java.util.List;
import org.ncsn.tensor.Tensor;

/**
 * Where a batch is on its way.
 *
 * @param samples {@code [N,...]}
 * @param memory what the method remembers of earlier steps
 */
public record ChainState(Tensor samples, List<Tensor> memory) {
  public ChainState {
    memory = List.copyOf(memory);
  }

  /** Samples without a memory. */
  public static ChainState of(Tensor samples) {
    return new ChainState(samples, List.of());
  }

  /** The same memory with other samples. */
  ChainState with(Tensor other) {
    return new ChainState(other, memory);
  }
}

package org.ncsn.sampler;

import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.nn.Weights;

/**
 * What stays the same while a batch goes from noise to samples.
 *
 * @param weights of the score function's network
 * @param noise where the steps' noise comes from
 * @param classes each sample's class, {@code int32 [N]}, for a score function that is told one
 */
public record Chain(Weights weights, StepNoise noise, Optional<HostArray> classes) {
  /** Of samples without classes. */
  public Chain(Weights weights, StepNoise noise) {
    this(weights, noise, Optional.empty());
  }
}

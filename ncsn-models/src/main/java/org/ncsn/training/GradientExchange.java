package org.ncsn.training;

import org.ncsn.array.HostArray;

/** Where the gradients of several machines become one: each gives its own, and all get the mean. */
@FunctionalInterface
public interface GradientExchange {
  /**
   * The mean over all machines.
   *
   * @param gradient of this machine's part of the batch, a vector of all parameters
   */
  HostArray mean(HostArray gradient);
}

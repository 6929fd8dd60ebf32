package org.ncsn.checkpoint;

import java.util.OptionalInt;
import org.ncsn.tensor.Backend;

/**
 * What a training was computed by. Its numbers come out the same to the last bit from the same
 * backend with the same number of threads, because that number decides how sums are split.
 *
 * @param backend the backend's name, or whose checkpoint it was
 * @param threads threads that one operation took; empty if nobody recorded it
 */
public record Computed(String backend, OptionalInt threads) {
  /** By a backend of this program. */
  public static Computed by(Backend backend) {
    return new Computed(backend.name(), OptionalInt.of(backend.info().threads()));
  }

  /** By another program. */
  public static Computed elsewhere(String program) {
    return new Computed(program, OptionalInt.empty());
  }

  @Override
  public String toString() {
    return threads.isEmpty()
        ? backend
        : backend + ", " + threads.getAsInt() + (threads.getAsInt() == 1 ? " thread" : " threads");
  }
}

package org.ncsn.backend.djl;

import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.ncsn.memory.MemoryShortage;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.internal.c_api.TF_Status;

/** Calls of TensorFlow's C interface, which report by a status. */
final class NativeCalls {
  private NativeCalls() {}

  /**
   * Runs {@code body}, frees every native object that it made and did not retain, and throws what
   * its status says. A body that retains objects checks the status before it does.
   *
   * @throws MemoryShortage if TensorFlow found too little memory
   */
  // The scope is used by being open: JavaCPP enters what is made meanwhile.
  @SuppressWarnings("try")
  static <T> T call(Function<TF_Status, T> body) {
    try (PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      T result = body.apply(status);
      status.throwExceptionIfNotOK();
      return result;
    } catch (TFResourceExhaustedException exhausted) {
      MemoryShortage shortage =
          MemoryShortage.refused("TensorFlow", String.valueOf(exhausted.getMessage()));
      shortage.initCause(exhausted);
      throw shortage;
    }
  }
}

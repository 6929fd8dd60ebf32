package org.ncsn.spark;

import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import org.ncsn.error.UserError;
import org.ncsn.memory.MemoryShortage;

/**
 * What a task made, or what a user has to mend before it can. The latter is no failure to Spark,
 * which would try again in vain and wrap it into pages.
 *
 * @param <T> what it made; serializable, and no record
 */
final class TaskResult<T extends Serializable> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final T made;
  private final String mistake;

  private TaskResult(T made, String mistake) {
    this.made = made;
    this.mistake = mistake;
  }

  /** Runs a task. */
  static <T extends Serializable> TaskResult<T> of(Supplier<T> work) {
    try {
      return new TaskResult<>(work.get(), "");
    } catch (UserError mistake) {
      return new TaskResult<>(null, "on " + host() + ": " + mistake.getMessage());
    } catch (MemoryShortage shortage) {
      return new TaskResult<>(
          null,
          "on "
              + host()
              + ": "
              + shortage.getMessage()
              + "; ask for less at once, or for executors with more memory"
              + " (spark.executor.memoryOverhead)");
    }
  }

  /**
   * What it made.
   *
   * @throws UserError if there is something to mend
   */
  T orMistake() {
    if (!mistake.isEmpty()) {
      throw new UserError(mistake);
    }
    return made;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an executor";
    }
  }
}

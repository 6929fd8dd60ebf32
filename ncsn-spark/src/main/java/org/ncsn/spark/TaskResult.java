package org.ncsn.spark;

import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import org.ncsn.error.UserError;
import org.ncsn.memory.MemoryShortage;
import org.ncsn.training.CollectiveBroken;

/**
 * What a task made, or what a user has to mend before it can, or that the machines of its step have
 * lost each other. The latter two are no failures to Spark, which would try again in vain, or end
 * the job, and wrap them into pages.
 *
 * @param <T> what it made; serializable, and no record
 */
final class TaskResult<T extends Serializable> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final T made;
  private final String mistake;
  private final String lost;

  private TaskResult(T made, String mistake, String lost) {
    this.made = made;
    this.mistake = mistake;
    this.lost = lost;
  }

  /** Runs a task. */
  static <T extends Serializable> TaskResult<T> of(Supplier<T> work) {
    try {
      return new TaskResult<>(work.get(), "", "");
    } catch (UserError mistake) {
      String place = "on " + host() + ": ";
      String told = String.valueOf(mistake.getMessage());
      return mistaken(told.startsWith("on ") ? told : place + told);
    } catch (MemoryShortage shortage) {
      return mistaken(
          "on "
              + host()
              + ": "
              + shortage.getMessage()
              + "; ask for less at once, or for executors with more memory"
              + " (spark.executor.memoryOverhead)");
    } catch (CollectiveBroken left) {
      return new TaskResult<>(null, "", "on " + host() + ": " + left.getMessage());
    }
  }

  private static <T extends Serializable> TaskResult<T> mistaken(String mistake) {
    return new TaskResult<>(null, mistake, "");
  }

  /** Whether it made something. */
  boolean isMade() {
    return made != null;
  }

  /** What is to be mended, or how the machines lost each other. */
  String mistake() {
    return mistake + lost;
  }

  /**
   * What it made.
   *
   * @throws UserError if there is something to mend
   * @throws CollectiveBroken if the machines lost each other
   */
  T orMistake() {
    if (!mistake.isEmpty()) {
      throw new UserError(mistake);
    }
    if (!lost.isEmpty()) {
      throw new CollectiveBroken(lost, null);
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

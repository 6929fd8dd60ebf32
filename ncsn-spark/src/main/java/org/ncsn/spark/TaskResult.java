package org.ncsn.spark;

import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
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
      return mistaken(mistake.getMessage());
    } catch (MemoryShortage shortage) {
      return mistaken(
          shortage.getMessage()
              + "; ask for less at once, or for executors with more memory"
              + " (spark.executor.memoryOverhead)");
    } catch (OutOfMemoryError full) {
      // To Spark it would be a machine that fails, and others to be tried.
      return mistaken(
          full.getMessage()
              + "; give executors more memory (--heap, or spark.executor.memory), or ask for less"
              + " at once");
    } catch (CollectiveBroken left) {
      return new TaskResult<>(null, "", here(left.getMessage()));
    }
  }

  private static <T extends Serializable> TaskResult<T> mistaken(String mistake) {
    return new TaskResult<>(null, here(mistake), "");
  }

  /** A message with the machine that it is of, unless it names one. */
  private static String here(String message) {
    String said = String.valueOf(message);
    return said.startsWith("on ") ? said : "on " + host() + ": " + said;
  }

  /**
   * What all tasks of a job made.
   *
   * @throws UserError if there is something to mend on one of their machines, for which the others
   *     may have lost it
   * @throws CollectiveBroken if machines lost each other
   */
  static <T extends Serializable> List<T> all(List<TaskResult<T>> results) {
    results.stream()
        .filter(result -> !result.mistake.isEmpty())
        .findFirst()
        .ifPresent(TaskResult::orMistake);
    return results.stream().map(TaskResult::orMistake).toList();
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

package org.ncsn.spark;

import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
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
abstract sealed class TaskResult<T extends Serializable> implements Serializable {
  private static final long serialVersionUID = 2L;

  /** Runs a task. */
  static <T extends Serializable> TaskResult<T> of(Supplier<T> work) {
    try {
      return new Made<>(work.get());
    } catch (UserError mistake) {
      return new Mistaken<>(here(mistake.getMessage()));
    } catch (MemoryShortage shortage) {
      return new Mistaken<>(
          here(
              shortage.getMessage()
                  + "; ask for less at once, or for executors with more memory"
                  + " (spark.executor.memoryOverhead)"));
    } catch (OutOfMemoryError full) {
      // To Spark it would be a machine that fails, and others to be tried.
      return new Mistaken<>(
          here(
              full.getMessage()
                  + "; give executors more memory (--heap, or spark.executor.memory), or ask for"
                  + " less at once"));
    } catch (CollectiveBroken left) {
      return new Lost<>(here(left.getMessage()));
    }
  }

  /** A message with the machine that it is of, unless it names one. */
  private static String here(String message) {
    String said = String.valueOf(message);
    return said.startsWith("on ") ? said : "on " + host() + ": " + said;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an executor";
    }
  }

  /**
   * What all tasks of a job made.
   *
   * @throws UserError if there is something to mend on one of their machines, for which the others
   *     may have lost it
   * @throws CollectiveBroken if machines lost each other
   */
  static <T extends Serializable> List<T> all(List<TaskResult<T>> results) {
    results.stream().filter(Mistaken.class::isInstance).findFirst().ifPresent(TaskResult::made);
    return results.stream().map(TaskResult::made).toList();
  }

  /**
   * What it made.
   *
   * @throws UserError if there is something to mend
   * @throws CollectiveBroken if the machines lost each other
   */
  abstract T made();

  /** What is to be mended, or how the machines lost each other; nothing if something was made. */
  abstract Optional<String> failure();

  private static final class Made<T extends Serializable> extends TaskResult<T> {
    private static final long serialVersionUID = 1L;
    private final T result;

    Made(T result) {
      this.result = result;
    }

    @Override
    T made() {
      return result;
    }

    @Override
    Optional<String> failure() {
      return Optional.empty();
    }
  }

  private static final class Mistaken<T extends Serializable> extends TaskResult<T> {
    private static final long serialVersionUID = 1L;
    private final String mistake;

    Mistaken(String mistake) {
      this.mistake = mistake;
    }

    @Override
    T made() {
      throw new UserError(mistake);
    }

    @Override
    Optional<String> failure() {
      return Optional.of(mistake);
    }
  }

  private static final class Lost<T extends Serializable> extends TaskResult<T> {
    private static final long serialVersionUID = 1L;
    private final String how;

    Lost(String how) {
      this.how = how;
    }

    @Override
    T made() {
      throw new CollectiveBroken(how, null);
    }

    @Override
    Optional<String> failure() {
      return Optional.of(how);
    }
  }
}

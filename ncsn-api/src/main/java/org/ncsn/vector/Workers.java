package org.ncsn.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Threads that share the work of one operation; the one that asks is one of them. */
public final class Workers implements AutoCloseable {
  private final int count;
  private final List<Scratch> scratch;
  private final ExecutorService helpers;

  /**
   * @param count how many threads work, with the one that asks
   */
  public Workers(int count) {
    this.count = count;
    this.scratch = Stream.generate(Scratch::new).limit(count).toList();
    this.helpers =
        Executors.newFixedThreadPool(
            Math.max(1, count - 1),
            work -> {
              Thread thread = new Thread(work, "ncsn-worker");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** How many threads work. */
  public int count() {
    return count;
  }

  /** What a part of an operation computes in. */
  Scratch scratch(int part) {
    return scratch.get(part);
  }

  /** Does parts 0 to {@code parts - 1}, at most {@link #count()}, each on a thread of its own. */
  public void run(int parts, IntConsumer part) {
    List<Future<?>> others = new ArrayList<>(parts);
    for (int i = 1; i < parts; i++) {
      int number = i;
      others.add(helpers.submit(() -> part.accept(number)));
    }
    try {
      part.accept(0);
    } finally {
      // Nobody may go on while others still write.
      others.forEach(Workers::await);
    }
  }

  private static void await(Future<?> other) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          other.get();
          return;
        } catch (InterruptedException later) {
          interrupted = true;
        } catch (ExecutionException failure) {
          throw new IllegalStateException("a part of an operation failed", failure.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    helpers.shutdown();
  }
}

package org.ncsn.data;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * Prepares what the next steps are fed on other threads, a few steps ahead and no further. A
 * portion depends on its step's number alone, so that the number of threads changes nothing.
 *
 * @param <T> a portion
 */
public final class Prefetch<T> implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final LongFunction<T> feed;
  private final long end;
  private final int ahead;
  private final ExecutorService beside;
  private final Queue<Future<T>> coming = new ArrayDeque<>();
  private long next;

  /**
   * Begins to prepare.
   *
   * @param feed what a step is fed; asked by several threads at once
   * @param first the first step's number
   * @param end behind the last step's number
   * @param threads how many prepare
   * @param ahead how many portions are in memory or being prepared, at most
   */
  public Prefetch(LongFunction<T> feed, long first, long end, int threads, int ahead) {
    this.feed = feed;
    this.next = first;
    this.end = end;
    this.ahead = ahead;
    this.beside = Executors.newFixedThreadPool(threads, Prefetch::daemon);
    fill();
  }

  /** One that leaves most of the machine to the engine. */
  public static <T> Prefetch<T> of(LongFunction<T> feed, long first, long end) {
    int threads = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
    return new Prefetch<>(feed, first, end, threads, threads + 1);
  }

  private void fill() {
    while (coming.size() < ahead && next < end) {
      long number = next++;
      coming.add(beside.submit(() -> feed.apply(number)));
    }
  }

  /**
   * What the next step is fed; what went wrong while it was prepared is thrown as it was.
   *
   * @throws java.util.NoSuchElementException behind the last step
   */
  public T take() {
    Future<T> portion = coming.remove();
    fill();
    try {
      return portion.get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (failure.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(failure.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for a batch");
    }
  }

  /** Stops preparing, and waits until nothing reads images any more. */
  @Override
  public void close() {
    beside.shutdownNow();
    try {
      beside.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "next batch");
    thread.setDaemon(true);
    return thread;
  }
}

package org.ncsn.cli.runner;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C (and a polite kill): asks the loop to stop after its step and waits until it has saved
 * what it has.
 */
public final class Interruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 300;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "interruption");
  private volatile boolean requested;

  public Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether the loop shall end. */
  public boolean requested() {
    return requested;
  }

  private void stop() {
    requested = true;
    try {
      if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("ncsn: the step took too long; stopped without saving it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything is saved. */
  @Override
  public void close() {
    finished.countDown();
    if (!requested) {
      removeHook();
    }
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException goingDown) {
      // The signal came just now: the hook finds that everything is finished.
    }
  }
}

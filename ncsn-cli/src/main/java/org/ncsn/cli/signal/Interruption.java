package org.ncsn.cli.signal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C (and a polite kill): asks the loop to stop after its step and waits until it has saved
 * what it has. Several may be open, one within the other; the process ends when all are closed.
 */
public final class Interruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 300;

  /** Of the process, which goes down as a whole. */
  private static final AtomicBoolean REQUESTED = new AtomicBoolean();

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "interruption");

  public Interruption() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException goingDown) {
      // Too late to be waited for; whoever opened another one around this is.
      REQUESTED.set(true);
    }
  }

  /** Whether the loop shall end. */
  public boolean requested() {
    return REQUESTED.get();
  }

  private void stop() {
    if (!REQUESTED.getAndSet(true) && SecondCtrlC.endsTheProcess()) {
      System.err.println("ncsn: stopping after this step; Ctrl-C again stops at once, unsaved");
    }
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
    if (!requested()) {
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

package org.ncsn.cli.training;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says when the state of a training is to be kept between two snapshots, so that a process that is
 * killed loses little: every half minute, or less often where keeping takes long.
 */
final class KeepClock {
  private static final long PAUSE = Duration.ofSeconds(30).toNanos();

  /** Keeping may take so small a part of the time. */
  private static final int PART = 50;

  private final LongSupplier nanoTime;
  private long last;
  private long pause = PAUSE;

  KeepClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.last = nanoTime.getAsLong();
  }

  boolean isDue() {
    return nanoTime.getAsLong() - last >= pause;
  }

  /** Writes a checkpoint, and starts to wait for the next. */
  void timed(Runnable writing) {
    long begin = nanoTime.getAsLong();
    writing.run();
    last = nanoTime.getAsLong();
    pause = Math.max(PAUSE, PART * (last - begin));
  }
}

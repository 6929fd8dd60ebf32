package org.ncsn.cli.output;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the progress of a loop: often at first, so that a person sees that it runs and how long it
 * will take, then every half minute.
 */
final class ProgressLines implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Progress.class);
  private static final double FIRST_PAUSE_SECONDS = 2;
  private static final double LONGEST_PAUSE_SECONDS = 30;

  /** From here on a rate needs no digits behind its point. */
  private static final double MANY = 1000;

  private final String label;
  private final long total;
  private final LongSupplier nanoTime;
  private final Counted counted;
  private double pauseSeconds = FIRST_PAUSE_SECONDS;
  private long done;
  private String extra = "";
  private long doneAtLine;
  private long doneAtShown;
  private long timeOfLine;
  private String rate = "";
  private boolean warm;
  private long doneAtFirst;
  private long timeOfFirst;
  private long timeOfStep;

  ProgressLines(String label, long total, long start, LongSupplier nanoTime) {
    this(label, total, start, nanoTime, Counted.STEPS);
  }

  ProgressLines(String label, long total, long start, LongSupplier nanoTime, Counted counted) {
    this.counted = counted;
    this.label = label;
    this.total = total;
    this.nanoTime = nanoTime;
    this.done = start;
    this.doneAtLine = start;
    this.doneAtShown = start;
    this.timeOfLine = nanoTime.getAsLong();
  }

  void step(long done, String extra) {
    this.done = done;
    this.extra = extra;
    timeOfStep = nanoTime.getAsLong();
    if (secondsSinceLine() >= pauseSeconds) {
      line();
      pauseSeconds = Math.min(2 * pauseSeconds, LONGEST_PAUSE_SECONDS);
    } else if (!warm) {
      count();
    }
    if (!warm) {
      doneAtFirst = done;
      timeOfFirst = nanoTime.getAsLong();
    }
    warm = true;
  }

  /** The last line has the rate of all steps: there may be few since the line before. */
  @Override
  public void close() {
    if (done > doneAtShown) {
      line(rateSince(doneAtFirst, timeOfFirst));
    }
  }

  /**
   * Rate and time left are those of the steps since the line before. The first step counts for
   * neither: it traces and compiles what the others repeat.
   */
  private void line() {
    line(warm ? rateSince(doneAtLine, timeOfLine) : 0);
  }

  /** Steps a second until the last one; what came after it, a last checkpoint, does not count. */
  private double rateSince(long doneThen, long timeThen) {
    return (done - doneThen) / Math.max(seconds(timeOfStep - timeThen), 1e-9);
  }

  private void line(double perSecond) {
    rate = perSecond > 0 ? rate(perSecond) : rate;
    String left =
        done < total && perSecond > 0 ? ", " + clock((total - done) / perSecond) + " left" : "";
    log.info(
        "{}: {}/{} ({}%){}{}{}",
        label,
        done,
        total,
        total == 0 ? 100 : 100 * done / total,
        rate,
        left,
        extra.isEmpty() ? "" : ", " + extra);
    doneAtShown = done;
    count();
  }

  /** From here on steps count for the next line. */
  private void count() {
    doneAtLine = done;
    timeOfLine = nanoTime.getAsLong();
  }

  private double secondsSinceLine() {
    return seconds(nanoTime.getAsLong() - timeOfLine);
  }

  private static double seconds(long nanos) {
    return nanos / (double) TimeUnit.SECONDS.toNanos(1);
  }

  private String rate(double perSecond) {
    return perSecond < 1
        ? String.format(Locale.ROOT, ", %.2f s %s", 1 / perSecond, counted.one())
        : String.format(
            Locale.ROOT,
            perSecond < MANY ? ", %.1f %s/s" : ", %,.0f %s/s",
            perSecond,
            counted.many());
  }

  /** Hours, minutes and seconds; for example {@code 2:05:09}. */
  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}

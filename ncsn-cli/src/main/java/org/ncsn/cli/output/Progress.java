package org.ncsn.cli.output;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;

/**
 * Shows how far a loop is: as a bar on a terminal, and as a line of the log now and then. On a
 * terminal {@link Logging} keeps those lines to the log file.
 */
public final class Progress implements AutoCloseable {
  private static final int STEPS_TO_JUDGE_BY = 5;

  private final ProgressLines lines;
  private final ProgressBar bar;
  private final Console console;

  private Progress(ProgressLines lines, ProgressBar bar, Console console) {
    this.lines = lines;
    this.bar = bar;
    this.console = console;
  }

  /**
   * The progress of a loop.
   *
   * @param label what is done, for example {@code training}
   * @param total steps at the end
   * @param start steps that were done earlier, by the run that is resumed
   */
  public static Progress of(String label, long total, long start, Console console) {
    return of(
        new ProgressLines(label, total, start, System::nanoTime), label, total, start, console);
  }

  /** The progress of a loop from its beginning, counted in something else than steps. */
  public static Progress of(Counted counted, String label, long total, Console console) {
    return of(
        new ProgressLines(label, total, 0, System::nanoTime, counted), label, total, 0, console);
  }

  private static Progress of(
      ProgressLines lines, String label, long total, long start, Console console) {
    return new Progress(
        lines, console.isTerminal() ? bar(label, total, start, console) : null, console);
  }

  private static ProgressBar bar(String label, long total, long start, Console console) {
    return ProgressBar.builder()
        .setTaskName(label)
        .setInitialMax(total)
        .startsFrom(start, Duration.ZERO)
        .setStyle(ProgressBarStyle.ASCII)
        .showSpeed(new DecimalFormat("0.00", DecimalFormatSymbols.getInstance(Locale.ROOT)))
        .setUpdateIntervalMillis(250)
        .setEtaFunction(Progress::timeLeft)
        .setConsumer(new StatusLine(console))
        .build();
  }

  /** Not told from the first steps, which take longer: what the others repeat is compiled. */
  private static Optional<Duration> timeLeft(ProgressState state) {
    long taken = state.getCurrent() - state.getStart();
    return taken < STEPS_TO_JUDGE_BY
        ? Optional.empty()
        : Optional.of(
            state
                .getElapsedAfterStart()
                .multipliedBy(Math.max(0, state.getMax() - state.getCurrent()))
                .dividedBy(taken));
  }

  /**
   * Tells how far the loop is.
   *
   * @param done steps done, with the earlier ones
   * @param extra what else to show, for example {@code loss 41.2}; may be empty
   */
  public void step(long done, String extra) {
    lines.step(done, extra);
    if (bar != null) {
      bar.stepTo(done);
      bar.setExtraMessage(extra.isEmpty() ? "" : " " + extra);
    }
  }

  /** Shows the last state once more; it stays. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      console.keepStatus(); // a bar that lived too short to be redrawn does not do it
    }
    lines.close();
  }
}

package org.ncsn.cli.show;

import java.util.function.BooleanSupplier;
import org.ncsn.cli.output.Progress;
import org.ncsn.cli.signal.Interruption;

/** Counts the steps of several chains, until somebody interrupts them. */
final class CountedSteps implements BooleanSupplier {
  private final Progress progress;
  private final Interruption interruption;
  private long done;

  CountedSteps(Progress progress, Interruption interruption) {
    this.progress = progress;
    this.interruption = interruption;
  }

  @Override
  public boolean getAsBoolean() {
    progress.step(++done, "");
    return !interruption.requested();
  }
}

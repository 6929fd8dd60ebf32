package org.ncsn.spark;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.ncsn.training.Trainer;
import org.ncsn.training.TrainingState;

/**
 * Times steps of a training behind its first ones, in which programs are compiled and stages of a
 * cluster are short.
 */
final class StepClock implements Trainer.Observer {
  /** The first two stages of a cluster have one step and four. */
  private static final int BEFORE = 5;

  private final int steps;
  private final BooleanSupplier stop;
  private long begun;
  private long ended;

  /**
   * @param steps that are timed
   * @param stop asked after steps
   */
  StepClock(int steps, BooleanSupplier stop) {
    this.steps = steps;
    this.stop = stop;
  }

  /** The step that a training has to end with. */
  int end() {
    return BEFORE + steps;
  }

  @Override
  public boolean wants(long step) {
    return step == BEFORE || step == end();
  }

  @Override
  public boolean stepped(TrainingState state, double loss) {
    if (state.step() == BEFORE) {
      begun = System.nanoTime();
    }
    ended = System.nanoTime();
    return !stop.getAsBoolean();
  }

  /** Seconds of a step, those between stages included. */
  double seconds() {
    return (double) (ended - begun) / TimeUnit.SECONDS.toNanos(1) / steps;
  }
}

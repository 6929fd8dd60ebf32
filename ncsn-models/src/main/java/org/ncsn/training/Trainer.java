package org.ncsn.training;

import org.ncsn.training.TrainingFeed.Portion;
import org.ncsn.training.TrainingStep.Outcome;

/** The training loop. While a step runs on the engine, the next batches are prepared beside it. */
public final class Trainer {
  private final TrainingStep step;
  private final TrainingFeed feed;

  public Trainer(TrainingStep step, TrainingFeed feed) {
    this.step = step;
    this.feed = feed;
  }

  /** Sees the state after every step. */
  @FunctionalInterface
  public interface Observer {
    /**
     * @param state the state after the step; closed by the next step
     * @param loss the batch's loss before the update
     * @return whether to go on
     */
    boolean stepped(TrainingState state, double loss);

    /**
     * The next batch cannot be prepared, which ends the training with the error that this was.
     *
     * @param state the last state, so that what was trained is not lost
     */
    default void starved(TrainingState state) {}
  }

  /**
   * Trains until so many steps are done, or the observer says stop.
   *
   * @param start the state to begin with; it is closed
   * @param steps how many steps shall have been taken in all
   * @return the last state
   */
  public TrainingState run(TrainingState start, long steps, Observer observer) {
    TrainingState state = start;
    try (Prefetch portions = Prefetch.of(feed, state.step(), steps)) {
      boolean goOn = state.step() < steps;
      while (goOn) {
        Portion portion = next(portions, state, observer);
        Outcome outcome = step.take(state, portion.batch(), portion.draws());
        state = outcome.state();
        goOn = observer.stepped(state, outcome.loss()) && state.step() < steps;
      }
      return state;
    }
  }

  private static Portion next(Prefetch portions, TrainingState state, Observer observer) {
    try {
      return portions.take();
    } catch (RuntimeException failure) {
      try {
        observer.starved(state);
      } catch (RuntimeException alsoFailed) {
        failure.addSuppressed(alsoFailed);
      }
      throw failure;
    }
  }
}

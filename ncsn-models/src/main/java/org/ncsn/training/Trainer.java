package org.ncsn.training;

import org.ncsn.data.Prefetch;
import org.ncsn.training.TrainingFeed.Portion;
import org.ncsn.training.TrainingStep.Outcome;

/** The training loop. While a step runs on the engine, the next batches are prepared beside it. */
public final class Trainer implements TrainingLoop {
  private final TrainingStep step;
  private final TrainingFeed feed;

  public Trainer(TrainingStep step, TrainingFeed feed) {
    this.step = step;
    this.feed = feed;
  }

  /** Sees the state after every step, or where steps are taken elsewhere, after those it wants. */
  @FunctionalInterface
  public interface Observer {
    /** Whether the state after a step is to be seen, where it has to be fetched. */
    default boolean wants(long step) {
      return true;
    }

    /**
     * A step was taken whose state is not fetched.
     *
     * @param step how many steps are done
     * @param loss the batch's loss before the update
     */
    default void passed(long step, double loss) {}

    /**
     * @param state the state after the step; closed by the next step
     * @param loss the batch's loss before the update
     * @return whether to go on
     */
    boolean stepped(TrainingState state, double loss);

    /**
     * Something failed, which ends the training with the exception that this was: the next batch, a
     * step, or this observer itself.
     *
     * @param state the state after the last whole step, so that what was trained is not lost
     */
    default void failed(TrainingState state) {}
  }

  @Override
  public TrainingState run(TrainingState start, long steps, Observer observer) {
    TrainingState state = start;
    try {
      // Closed before anything is rescued: the batches of the next steps may fill the memory.
      try (Prefetch<Portion> portions = Prefetch.of(feed::at, state.step(), steps)) {
        boolean goOn = state.step() < steps;
        while (goOn) {
          Portion portion = portions.take();
          Outcome outcome = step.take(state, portion.batch(), portion.draws());
          state = outcome.state();
          goOn = observer.stepped(state, outcome.loss()) && state.step() < steps;
        }
      }
      return state;
    } catch (RuntimeException | Error failure) {
      rescue(state, observer, failure);
      throw failure;
    }
  }

  private static void rescue(TrainingState state, Observer observer, Throwable failure) {
    try {
      observer.failed(state);
    } catch (RuntimeException | Error alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
  }

  /** Closes the step. */
  @Override
  public void close() {
    step.close();
  }
}

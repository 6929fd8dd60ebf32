package org.ncsn.training;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.ncsn.training.TrainingFeed.Portion;
import org.ncsn.training.TrainingStep.Outcome;

/** The training loop. While a step runs on the engine, the next batch is prepared beside it. */
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
  }

  /**
   * Trains until so many steps are done, or the observer says stop.
   *
   * @param start the state to begin with; it is closed
   * @param steps how many steps shall have been taken in all
   * @return the last state
   */
  public TrainingState run(TrainingState start, long steps, Observer observer) {
    ExecutorService beside = Executors.newSingleThreadExecutor(Trainer::daemon);
    try {
      TrainingState state = start;
      boolean goOn = state.step() < steps;
      CompletableFuture<Portion> next = prepare(state.step(), beside);
      while (goOn) {
        Portion portion = await(next);
        next = prepare(state.step() + 1, beside);
        Outcome outcome = step.take(state, portion.batch(), portion.draws());
        state = outcome.state();
        goOn = observer.stepped(state, outcome.loss()) && state.step() < steps;
      }
      return state;
    } finally {
      beside.shutdownNow();
    }
  }

  private CompletableFuture<Portion> prepare(long number, ExecutorService beside) {
    return CompletableFuture.supplyAsync(() -> feed.at(number), beside);
  }

  /** The batch; what went wrong while it was prepared is thrown as it was. */
  private static Portion await(CompletableFuture<Portion> next) {
    try {
      return next.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failure;
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "next batch");
    thread.setDaemon(true);
    return thread;
  }
}

package org.ncsn.training;

import org.ncsn.training.Trainer.Observer;

/** What takes the steps of a training, here or elsewhere. */
public interface TrainingLoop extends AutoCloseable {
  /**
   * Trains until so many steps are done, or the observer says stop.
   *
   * @param start the state to begin with; it is closed
   * @param steps how many steps shall have been taken in all
   * @return the last state
   */
  TrainingState run(TrainingState start, long steps, Observer observer);

  /** Gives back what it holds on the engine, if it holds anything. */
  @Override
  default void close() {}
}

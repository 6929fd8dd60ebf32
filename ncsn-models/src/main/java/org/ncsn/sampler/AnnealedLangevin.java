package org.ncsn.sampler;

import org.ncsn.nn.Weights;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/**
 * Annealed Langevin dynamics, algorithm 1 of the paper: from noise to samples through all noise
 * levels. The state is never clamped.
 */
public final class AnnealedLangevin {
  private final Backend backend;
  private final LangevinStep step;
  private final LangevinSchedule schedule;

  public AnnealedLangevin(Backend backend, LangevinStep step, LangevinSchedule schedule) {
    this.backend = backend;
    this.step = step;
    this.schedule = schedule;
  }

  /** Sees the state after every step. */
  @FunctionalInterface
  public interface Observer {
    /**
     * @param step how many steps are done, from 1
     * @param level index of the noise level of this step
     * @param state the images {@code [N,H,W,C]}; closed after the next step
     * @return whether to go on
     */
    boolean stepped(int step, int level, Tensor state);
  }

  /** Where the noise of each step comes from. */
  @FunctionalInterface
  public interface StepNoise {
    /** Standard normal noise for a step, numbered from 0, of the type of the images. */
    HostArray at(int step);
  }

  /**
   * Runs the chain with noise drawn from a source.
   *
   * @param start the images to begin with, {@code [N,H,W,C]}
   * @return the images at the end, or when the observer said stop
   */
  public HostArray run(Weights weights, HostArray start, NoiseSource noise, Observer observer) {
    return run(weights, start, index -> noise.normal(start.dtype(), start.shape()), observer);
  }

  /** As {@link #run(Weights, HostArray, NoiseSource, Observer)}, with given noise. */
  public HostArray run(Weights weights, HostArray start, StepNoise noise, Observer observer) {
    return run(weights, start, noise, Constraint.NONE, observer);
  }

  /** As {@link #run(Weights, HostArray, StepNoise, Observer)}, with something known of the end. */
  public HostArray run(
      Weights weights, HostArray start, StepNoise noise, Constraint known, Observer observer) {
    try (Scope chain = Scope.open()) {
      Tensor state = backend.tensor(start);
      int before = -1;
      boolean goOn = true;
      for (int index = 0; goOn && index < schedule.steps(); index++) {
        int level = schedule.level(index);
        try (Scope scope = Scope.open()) {
          Tensor shown = level == before ? state : known.imposed(level, state);
          Tensor moved =
              step.take(weights, shown, level, noise.at(index), schedule.stepSize(level));
          Tensor next = known.imposed(level, moved);
          state.close();
          state = scope.keep(next);
        }
        before = level;
        goOn = observer.stepped(index + 1, level, state);
      }
      return state.toHost();
    }
  }
}

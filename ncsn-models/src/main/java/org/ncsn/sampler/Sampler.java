package org.ncsn.sampler;

import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Weights;
import org.ncsn.sampler.Constraint.Imposed;
import org.ncsn.score.ScoreModel;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/**
 * The loop that turns noise into samples, one batch at a time: observer, cancellation and
 * constraint are here once, for every method.
 */
public final class Sampler implements AutoCloseable {
  private final Backend backend;
  private final SamplingMethod method;
  private final SamplingStep step;

  /**
   * Compiles a method for a model and a batch.
   *
   * @param batch type of the samples, {@code [N,...]}
   */
  public Sampler(Backend backend, ScoreModel model, SamplingMethod method, TensorType batch) {
    this.backend = backend;
    this.method = method;
    this.step = method.compile(backend, model, batch);
  }

  /** Sees the state after every step. */
  @FunctionalInterface
  public interface Observer {
    /** Sees nothing, and lets the loop go on. */
    Observer NONE = (step, phase, state) -> true;

    /**
     * @param step how many steps are done, from 1
     * @param phase of this step, from 0
     * @param state the samples {@code [N,...]}; closed after the next step
     * @return whether to go on
     */
    boolean stepped(int step, int phase, Tensor state);
  }

  /** As {@link #run(Weights, HostArray, StepNoise, Constraint, Observer)}, with nothing known. */
  public HostArray run(Weights weights, HostArray start, StepNoise noise, Observer observer) {
    return run(weights, start, noise, Constraint.NONE, observer);
  }

  /**
   * Takes all steps.
   *
   * @param start the samples to begin with, {@code [N,...]}
   * @param known what is known of the samples at the end
   * @return the samples at the end, or when the observer said stop
   */
  public HostArray run(
      Weights weights, HostArray start, StepNoise noise, Constraint known, Observer observer) {
    try (Scope chain = Scope.open()) {
      Run run = new Run(weights, noise, observer, backend.tensor(start));
      while (run.goOn && run.done < method.steps()) {
        try (Scope phase = Scope.open()) {
          run.phase(known.at(method.phase(run.done)));
          phase.keep(run.state);
        }
      }
      return run.state.toHost();
    }
  }

  /** One way through the loop. */
  private final class Run {
    private final Weights weights;
    private final StepNoise noise;
    private final Observer observer;
    private Tensor state;
    private int done;
    private boolean goOn = true;

    Run(Weights weights, StepNoise noise, Observer observer, Tensor start) {
      this.weights = weights;
      this.noise = noise;
      this.observer = observer;
      this.state = start;
    }

    void phase(Imposed known) {
      int phase = method.phase(done);
      while (goOn && done < method.steps() && method.phase(done) == phase) {
        try (Scope scope = Scope.open()) {
          Tensor begun = known.before(done, state);
          Tensor next = scope.keep(known.after(step.take(weights, begun, done, noise)));
          state.close();
          state = next;
        }
        done++;
        goOn = observer.stepped(done, phase, state);
      }
    }
  }

  @Override
  public void close() {
    step.close();
  }
}

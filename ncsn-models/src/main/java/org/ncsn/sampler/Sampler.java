package org.ncsn.sampler;

import java.util.LinkedHashSet;
import java.util.Set;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.sampler.Constraint.Imposed;
import org.ncsn.score.ScoreFunction;
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
  public Sampler(Backend backend, ScoreFunction model, SamplingMethod method, TensorType batch) {
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

  /** As {@link #run(Chain, HostArray, Constraint, Observer)}, with nothing known. */
  public HostArray run(Chain chain, HostArray start, Observer observer) {
    return run(chain, start, Constraint.NONE, observer);
  }

  /**
   * Takes all steps.
   *
   * @param start the samples to begin with, {@code [N,...]}
   * @param known what is known of the samples at the end
   * @return the samples at the end, or when the observer said stop
   */
  public HostArray run(Chain chain, HostArray start, Constraint known, Observer observer) {
    try (Scope scope = Scope.open()) {
      Run run = new Run(chain, observer, step.begin(backend.tensor(start)));
      while (run.goOn && run.done < method.steps()) {
        try (Scope phase = Scope.open()) {
          run.phase(known.at(method.phase(run.done)));
          run.keep(phase);
        }
      }
      return run.state.samples().toHost();
    }
  }

  /** One way through the loop. */
  private final class Run {
    private final Chain chain;
    private final Observer observer;
    private ChainState state;
    private int done;
    private boolean goOn = true;

    Run(Chain chain, Observer observer, ChainState start) {
      this.chain = chain;
      this.observer = observer;
      this.state = start;
    }

    void phase(Imposed known) {
      int phase = method.phase(done);
      while (goOn && done < method.steps() && method.phase(done) == phase) {
        try (Scope scope = Scope.open()) {
          ChainState begun = state.with(known.before(done, state.samples()));
          ChainState taken = step.take(chain, begun, done);
          ChainState before = state;
          state = taken.with(known.after(done, taken.samples()));
          keep(scope);
          tensors(before).forEach(Tensor::close);
        }
        done++;
        goOn = observer.stepped(done, phase, state.samples());
      }
    }

    /** Where the batch is outlives a scope. */
    void keep(Scope scope) {
      tensors(state).forEach(scope::keep);
    }

    private static Set<Tensor> tensors(ChainState of) {
      Set<Tensor> tensors = new LinkedHashSet<>(of.memory());
      tensors.add(of.samples());
      return tensors;
    }
  }

  @Override
  public void close() {
    step.close();
  }
}

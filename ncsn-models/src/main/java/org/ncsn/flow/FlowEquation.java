package org.ncsn.flow;

import java.util.List;
import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Weights;
import org.ncsn.noise.DiffusionProcess;
import org.ncsn.ode.Equation;
import org.ncsn.score.ScoreFunction;
import org.ncsn.score.ScoreProgram;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/**
 * The probability flow of a batch as a differential equation. The score is computed on the engine
 * in the batch's type, all else in {@code double}.
 */
public final class FlowEquation implements AutoCloseable {
  private final Backend backend;
  private final ScoreFunction model;
  private final DiffusionProcess process;
  private final TensorType batch;
  private final ScoreProgram program;

  /**
   * @param batch type of the samples, {@code [N,...]}
   */
  public FlowEquation(
      Backend backend, ScoreFunction model, DiffusionProcess process, TensorType batch) {
    this.backend = backend;
    this.model = model;
    this.process = process;
    this.batch = batch;
    this.program = new ScoreProgram(backend, model, batch);
  }

  /**
   * The equation under given weights.
   *
   * @param classes each sample's class, {@code int32 [N]}, for a score function that is told one
   */
  public Equation of(Weights weights, Optional<HostArray> classes) {
    return (times, states) -> {
      Drift drift = new Drift(process, times, batch.shape().extent(0));
      double[] slopes = new double[states.length];
      try (Scope scope = Scope.open()) {
        List<Tensor> told =
            model.at(drift.times(), classes, batch).stream().map(backend::tensor).toList();
        Tensor x = backend.tensor(HostArray.of(batch.shape(), states).to(batch.dtype()));
        drift.write(states, program.run(weights, x, told).toHost(), slopes);
      }
      return slopes;
    };
  }

  @Override
  public void close() {
    program.close();
  }
}

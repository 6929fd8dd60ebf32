package org.ncsn.likelihood;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.flow.Drift;
import org.ncsn.flow.Flow;
import org.ncsn.nn.Weights;
import org.ncsn.ode.Equation;
import org.ncsn.ode.Progress;
import org.ncsn.random.NoiseSource;
import org.ncsn.score.ScoreFunction;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/**
 * Likelihoods of data by the change of variables along the probability flow (Song et al. 2021,
 * equation 39): {@code log p(x) = log prior(z) + L}, where {@code (x, L)} is followed from {@code
 * (x, 0)} to {@code (z, L)} with {@code dL/dt = trace J}, J being the Jacobian of the flow's drift.
 * L takes part in the solver's error.
 *
 * <pre>{@code
 * Flow flow = Flow.ofData(process, DormandPrince.PUBLISHED);
 * try (FlowLikelihood likelihood = new FlowLikelihood(backend, model, flow, points.type())) {
 *   double[] bits = likelihood.of(weights, points, Trace.EXACT, noise::split).bits(0);
 * }
 * }</pre>
 */
public final class FlowLikelihood implements AutoCloseable {
  private final Backend backend;
  private final ScoreFunction model;
  private final Flow flow;
  private final TensorType batch;
  private final JacobianProgram program;
  private final int samples;

  /**
   * Compiles it for a batch.
   *
   * @param batch type of the samples, {@code [N,...]}
   */
  public FlowLikelihood(Backend backend, ScoreFunction model, Flow flow, TensorType batch) {
    this.backend = backend;
    this.model = model;
    this.flow = flow;
    this.batch = batch;
    this.program = new JacobianProgram(backend, model, batch);
    this.samples = batch.shape().extent(0);
  }

  /**
   * The likelihoods of a batch.
   *
   * @param data {@code [N,...]}, in the space that the score knows
   * @param noise of a sample of the batch, by its place
   * @throws org.ncsn.ode.IntegrationFailure if the flow cannot be followed to the end
   */
  public LogDensities of(
      Weights weights, HostArray data, Trace trace, IntFunction<NoiseSource> noise) {
    return of(weights, data, trace.directions(batch, noise));
  }

  /**
   * The likelihoods of a batch with given directions, over which {@code v' J v} is summed.
   *
   * @param directions at least one, each {@code [N,...]}; the same at all times
   */
  public LogDensities of(Weights weights, HostArray data, List<HostArray> directions) {
    requireType(data);
    requireType(directions.get(0));
    Equation equation = equation(weights, new Directions(directions));
    double[] begin = WithChange.none(data).states();
    Progress end = flow.solver().solve(equation, flow.dataTime(), 1, begin, samples);
    return LogDensities.of(flow.process().prior(), WithChange.of(end.states(), batch), end);
  }

  private void requireType(HostArray found) {
    if (!found.type().equals(batch)) {
      throw new IllegalArgumentException(
          "likelihood: data and directions are " + batch + ", found " + found.type());
    }
  }

  Equation equation(Weights weights, Directions directions) {
    return (times, states) -> {
      Drift drift = new Drift(flow.process(), times, samples);
      double[] slopes = new double[states.length];
      double[] traces = new double[samples];
      try (Scope scope = Scope.open()) {
        List<Tensor> told =
            model.at(drift.times(), Optional.empty(), batch).stream().map(backend::tensor).toList();
        Tensor x = backend.tensor(WithChange.of(states, batch).samples().to(batch.dtype()));
        for (int i = 0; i < directions.count(); i++) {
          try (Scope one = Scope.open()) {
            List<Tensor> found = program.run(weights, x, told, backend.tensor(directions.at(i)));
            add(found.get(1).toHost(), traces);
            if (i == 0) {
              drift.write(states, found.get(0).toHost(), slopes);
            }
          }
        }
      }
      int width = states.length / samples;
      for (int n = 0; n < samples; n++) {
        slopes[n * width + width - 1] =
            drift.ofState(n) * directions.ofIdentity(n) + drift.ofScore(n) * traces[n];
      }
      return slopes;
    };
  }

  private static void add(HostArray more, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += more.at(i);
    }
  }

  @Override
  public void close() {
    program.close();
  }
}

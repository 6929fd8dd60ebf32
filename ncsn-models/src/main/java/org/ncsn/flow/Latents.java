package org.ncsn.flow;

import java.util.Optional;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Weights;
import org.ncsn.ode.Progress;
import org.ncsn.score.ScoreFunction;
import org.ncsn.tensor.Backend;

/**
 * Data and their latents: where the probability flow takes data at time 1, and back. Both ways are
 * the same path, so that decoding what was encoded gives the data again, up to the solver's
 * tolerances.
 *
 * <pre>{@code
 * Flow flow = Flow.ofData(process, DormandPrince.PUBLISHED);
 * try (Latents latents = new Latents(backend, model, flow, images.type())) {
 *   HostArray codes = latents.encode(weights, images).samples();
 *   HostArray between = Sphere.between(codes.slice(0, 1), codes.slice(1, 2), 0.5);
 * }
 * }</pre>
 */
public final class Latents implements AutoCloseable {
  private final Flow flow;
  private final TensorType batch;
  private final FlowEquation equation;

  /**
   * Compiles the flow for a batch.
   *
   * @param batch type of the samples, {@code [N,...]}
   */
  public Latents(Backend backend, ScoreFunction model, Flow flow, TensorType batch) {
    this.flow = flow;
    this.batch = batch;
    this.equation = new FlowEquation(backend, model, flow.process(), batch);
  }

  /**
   * Where the flow has taken samples.
   *
   * @param samples {@code [N,...]}
   * @param evaluations of the score that each took, as an array of {@code int32 [N]}
   */
  public record Moved(HostArray samples, HostArray evaluations) {}

  /**
   * From data to latents, which are samples of the process's prior if the data are samples of what
   * the score is of.
   *
   * @param data {@code [N,...]}, in the space that the score knows
   * @throws org.ncsn.ode.IntegrationFailure if the flow cannot be followed to the end
   */
  public Moved encode(Weights weights, HostArray data) {
    return move(weights, Optional.empty(), data, flow.dataTime(), 1);
  }

  /**
   * From latents, or samples of the prior, to data.
   *
   * @param latents {@code [N,...]}
   * @throws org.ncsn.ode.IntegrationFailure if the flow cannot be followed to the end
   */
  public Moved decode(Weights weights, HostArray latents) {
    return move(weights, Optional.empty(), latents, 1, flow.dataTime());
  }

  /**
   * Either way, from one time to another.
   *
   * @param classes each sample's class, {@code int32 [N]}, for a score function that is told one
   * @param samples {@code [N,...]} at the first time
   */
  public Moved move(
      Weights weights, Optional<HostArray> classes, HostArray samples, double from, double to) {
    if (!samples.type().equals(batch)) {
      throw new IllegalArgumentException(
          "latents: the flow was compiled for " + batch + ", found " + samples.type());
    }
    double[] states = samples.to(DType.FLOAT64).doubles();
    int count = batch.shape().extent(0);
    Progress end = flow.solver().solve(equation.of(weights, classes), from, to, states, count);
    return new Moved(
        HostArray.of(batch.shape(), end.states()).to(batch.dtype()), end.evaluationsOf(count));
  }

  @Override
  public void close() {
    equation.close();
  }
}

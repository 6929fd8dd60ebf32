package org.ncsn.spark;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.loss.Objective;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;
import org.ncsn.training.Collective;
import org.ncsn.training.TrainingState;
import org.ncsn.training.TrainingStep;

/**
 * Local steps: each machine trains on its share of every batch as if it was alone, and after some
 * steps all take the mean of their weights, slots and moving averages. Less is sent; the numbers
 * are those of another training, which depends on how many machines there are.
 */
final class AveragingStep implements TrainingStep {
  private final Backend backend;
  private final Objective objective;
  private final TrainingStep local;
  private final Collective machines;
  private final int every;

  /**
   * @param local the step of a machine
   * @param every steps from one mean to the next
   */
  AveragingStep(
      Backend backend, Objective objective, TrainingStep local, Collective machines, int every) {
    this.backend = backend;
    this.objective = objective;
    this.local = local;
    this.machines = machines;
    this.every = every;
  }

  @Override
  public Outcome take(TrainingState state, HostArray batch, List<HostArray> draws) {
    int samples = batch.shape().extent(0);
    int share = samples / machines.size();
    int from = machines.rank() * share;
    Outcome outcome =
        local.take(
            state,
            batch.slice(from, from + share),
            objective.part(draws, samples, from, from + share));
    double loss = 0;
    for (double each : machines.gathered(new double[] {outcome.loss()})) {
      loss += each / machines.size();
    }
    TrainingState next = outcome.state();
    return new Outcome(next.step() % every == 0 ? averaged(next) : next, loss);
  }

  private TrainingState averaged(TrainingState state) {
    try (Scope scope = Scope.open()) {
      List<List<Tensor>> means = new ArrayList<>();
      for (List<Tensor> piece : state.pieces()) {
        means.add(scope.keep(piece.stream().map(this::mean).toList()));
      }
      // Not earlier: a machine that leaves takes nothing from the others.
      state.pieces().forEach(piece -> piece.forEach(Tensor::close));
      return new TrainingState(
          state.step(), state.packing(), state.slotNames(), means, state.buffers());
    }
  }

  private Tensor mean(Tensor vector) {
    HostArray sum = machines.sum(vector.toHost(), this::added);
    return backend.tensor(sum).multiply(1.0 / machines.size());
  }

  private HostArray added(HostArray one, HostArray other) {
    try (Scope scope = Scope.open()) {
      return backend.tensor(one).add(backend.tensor(other)).toHost();
    }
  }

  @Override
  public void close() {
    local.close();
  }
}

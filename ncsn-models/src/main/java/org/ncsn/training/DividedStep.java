package org.ncsn.training;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.memory.AtFirstUse;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/**
 * Gradient and update one after the other, because something stands between them: the gradients of
 * several parts of a batch are added up, those of several machines are averaged, or a large network
 * is moved on piece by piece.
 */
final class DividedStep implements TrainingStep {
  private final Backend backend;
  private final Recipe recipe;
  private final Collective machines;
  private final AtFirstUse<Programs> compiled = new AtFirstUse<>(Programs::close);

  DividedStep(Backend backend, Recipe recipe, Collective machines) {
    this.backend = backend;
    this.recipe = recipe;
    this.machines = machines;
  }

  @Override
  public Outcome take(TrainingState state, HostArray batch, List<HostArray> draws) {
    int samples = batch.shape().extent(0);
    int parts = recipe.accumulate();
    if (samples % parts != 0) {
      throw new IllegalArgumentException(
          "training step: a batch of " + samples + " does not make " + parts + " equal parts");
    }
    requireShares(state, parts);
    int size = samples / parts;
    Programs programs =
        compiled.orMade(
            () ->
                programs(
                    state,
                    batch.slice(0, size).type(),
                    recipe.objective().part(draws, samples, 0, size).stream()
                        .map(HostArray::type)
                        .toList()));
    try (Scope scope = Scope.open()) {
      int share = parts / machines.size();
      int first = machines.rank() * share * size;
      List<Double> losses = new ArrayList<>();
      PairwiseSum<List<Tensor>> gradients = new PairwiseSum<>(DividedStep::added);
      List<Tensor> buffers = state.buffers();
      for (int from = first; from < first + share * size; from += size) {
        List<Tensor> gradient;
        try (Scope part = Scope.open()) {
          Tensor x = backend.tensor(batch.slice(from, from + size));
          List<Tensor> drawn =
              recipe.objective().part(draws, samples, from, from + size).stream()
                  .map(backend::tensor)
                  .toList();
          GradientProgram.Outcome outcome = programs.gradient().run(state, buffers, x, drawn);
          losses.add(outcome.loss().toHost().scalar());
          gradient = part.keep(outcome.gradient());
          buffers = part.keep(outcome.buffers());
        }
        gradients.add(gradient);
      }
      List<Tensor> mean = gradients.total().stream().map(sum -> mean(sum, parts)).toList();
      double loss = 0;
      for (double ofPart :
          machines.gathered(losses.stream().mapToDouble(Double::doubleValue).toArray())) {
        loss += ofPart / parts;
      }
      List<List<Tensor>> changed = programs.update().of(state, mean);
      changed.forEach(scope::keep);
      TrainingState next = state.next(changed, scope.keep(buffers));
      state.close();
      return new Outcome(next, loss);
    }
  }

  private Programs programs(TrainingState state, TensorType batch, List<TensorType> draws) {
    return new Programs(
        GradientProgram.compile(
            backend,
            recipe,
            state.packing(),
            state.buffers().stream().map(Tensor::type).toList(),
            batch,
            draws),
        new PiecewiseUpdate(backend, recipe.rule(), state, batch));
  }

  private void requireShares(TrainingState state, int parts) {
    if (parts % machines.size() != 0) {
      throw new IllegalArgumentException(
          "training step: "
              + parts
              + " parts of a batch cannot be shared by "
              + machines.size()
              + " machines");
    }
    if (machines.size() > 1 && !state.buffers().isEmpty()) {
      throw new IllegalArgumentException(
          "training step: a network that keeps statistics of its batches is trained on one machine");
    }
  }

  private static List<Tensor> added(List<Tensor> one, List<Tensor> other) {
    List<Tensor> sums = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      sums.add(one.get(i).add(other.get(i)));
      one.get(i).close();
      other.get(i).close();
    }
    return sums;
  }

  /** The mean over all parts of all machines. */
  private Tensor mean(Tensor mine, int parts) {
    if (parts == 1) {
      return mine;
    }
    Tensor sum = summed(mine);
    Tensor mean = sum.multiply(1.0 / parts);
    mine.close();
    sum.close();
    return mean;
  }

  /** Engines round the smallest numbers otherwise than Java does: they add up what comes, too. */
  private Tensor summed(Tensor mine) {
    return machines.size() == 1
        ? mine
        : backend.tensor(
            machines.sum(
                mine.toHost(),
                (one, other) -> {
                  try (Scope scope = Scope.open()) {
                    return backend.tensor(one).add(backend.tensor(other)).toHost();
                  }
                }));
  }

  @Override
  public void close() {
    compiled.close();
  }

  /** Both, for the shapes of the first step. */
  private record Programs(GradientProgram.Compiled gradient, PiecewiseUpdate update) {
    void close() {
      gradient.close();
      update.close();
    }
  }
}

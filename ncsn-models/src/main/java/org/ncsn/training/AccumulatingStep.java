package org.ncsn.training;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.memory.AtFirstUse;
import org.ncsn.nn.Arguments;
import org.ncsn.nn.Arguments.Group;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/**
 * Gradient and update as two programs, because something stands between them: the gradients of
 * several parts of a batch are added up, or those of several machines are averaged.
 */
final class AccumulatingStep implements TrainingStep {
  private final Backend backend;
  private final Recipe recipe;
  private final Collective machines;
  private final AtFirstUse<Programs> compiled = new AtFirstUse<>(Programs::close);

  AccumulatingStep(Backend backend, Recipe recipe, Collective machines) {
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
                new Programs(
                    state,
                    batch.slice(0, size).type(),
                    recipe.objective().part(draws, samples, 0, size).stream()
                        .map(HostArray::type)
                        .toList()));
    try (Scope scope = Scope.open()) {
      int share = parts / machines.size();
      int first = machines.rank() * share * size;
      List<Double> losses = new ArrayList<>();
      PairwiseSum<Tensor> gradients = new PairwiseSum<>(AccumulatingStep::added);
      List<Tensor> buffers = state.buffers();
      for (int from = first; from < first + share * size; from += size) {
        Tensor gradient;
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
      Tensor mean = summed(gradients.total()).multiply(1.0 / parts);
      double loss = 0;
      for (double ofPart :
          machines.gathered(losses.stream().mapToDouble(Double::doubleValue).toArray())) {
        loss += ofPart / parts;
      }
      List<Tensor> changed = scope.keep(programs.update(state, mean, batch.type()));
      TrainingState next = state.next(changed, scope.keep(buffers));
      state.close();
      return new Outcome(next, loss);
    }
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

  private static Tensor added(Tensor one, Tensor other) {
    Tensor sum = one.add(other);
    one.close();
    other.close();
    return sum;
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

  /** Both programs, for the shapes of the first step. */
  private final class Programs {
    private final GradientProgram.Compiled gradient;
    private final Arguments arguments = new Arguments();
    private final Group vectors;
    private final Group slope;
    private final Group scalars;
    private final CompiledProgram update;

    Programs(TrainingState state, TensorType batch, List<TensorType> draws) {
      gradient =
          GradientProgram.compile(
              backend,
              recipe,
              state.packing(),
              state.buffers().stream().map(Tensor::type).toList(),
              batch,
              draws);
      vectors = arguments.group(state.vectors().stream().map(Tensor::type).toList());
      slope = arguments.one(state.packing().vectorType());
      scalars = arguments.group(Scalars.types(recipe.rule(), batch));
      update =
          backend.compile(
              "update",
              arguments.types(),
              in -> recipe.rule().apply(vectors.of(in), slope.only(in), scalars.of(in)));
    }

    GradientProgram.Compiled gradient() {
      return gradient;
    }

    List<Tensor> update(TrainingState state, Tensor mean, TensorType batch) {
      return update.run(
          arguments.values(
              vectors.with(state.vectors()),
              slope.with(mean),
              scalars.with(Scalars.at(backend, recipe.rule(), state, batch))));
    }

    void close() {
      gradient.close();
      update.close();
    }
  }
}

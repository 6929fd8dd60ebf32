package org.ncsn.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final Optional<GradientExchange> exchange;
  private final AtFirstUse<Programs> compiled = new AtFirstUse<>(Programs::close);

  AccumulatingStep(Backend backend, Recipe recipe, Optional<GradientExchange> exchange) {
    this.backend = backend;
    this.recipe = recipe;
    this.exchange = exchange;
  }

  @Override
  public Outcome take(TrainingState state, HostArray batch, List<HostArray> draws) {
    int samples = batch.shape().extent(0);
    int parts = recipe.accumulate();
    if (samples % parts != 0) {
      throw new IllegalArgumentException(
          "training step: a batch of " + samples + " does not make " + parts + " equal parts");
    }
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
      double loss = 0;
      List<Tensor> gradients = new ArrayList<>();
      List<Tensor> buffers = state.buffers();
      for (int from = 0; from < samples; from += size) {
        try (Scope part = Scope.open()) {
          Tensor x = backend.tensor(batch.slice(from, from + size));
          List<Tensor> drawn =
              recipe.objective().part(draws, samples, from, from + size).stream()
                  .map(backend::tensor)
                  .toList();
          GradientProgram.Outcome outcome = programs.gradient().run(state, buffers, x, drawn);
          loss += outcome.loss().toHost().scalar() / parts;
          Tensor sum = add(gradients, outcome.gradient());
          part.keep(sum);
          buffers = part.keep(outcome.buffers());
        }
      }
      Tensor mean = exchanged(gradients.get(0).multiply(1.0 / parts));
      List<Tensor> changed = scope.keep(programs.update(state, mean, batch.type()));
      TrainingState next = state.next(changed, scope.keep(buffers));
      state.close();
      return new Outcome(next, loss);
    }
  }

  /** Adds to the sum so far, which is the only element. */
  private static Tensor add(List<Tensor> sum, Tensor gradient) {
    if (sum.isEmpty()) {
      sum.add(gradient);
    } else {
      Tensor before = sum.get(0);
      sum.set(0, before.add(gradient));
      before.close();
    }
    return sum.get(0);
  }

  private Tensor exchanged(Tensor gradient) {
    return exchange
        .map(between -> backend.tensor(between.mean(gradient.toHost())))
        .orElse(gradient);
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

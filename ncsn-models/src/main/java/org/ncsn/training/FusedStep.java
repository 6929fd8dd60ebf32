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
 * Gradient and update as one compiled program, where nothing stands between them and the parameters
 * are one piece. It is traced at the first step, when the shapes are known.
 */
final class FusedStep implements TrainingStep {
  private final Backend backend;
  private final Recipe recipe;
  private final AtFirstUse<Compiled> compiled = new AtFirstUse<>(Compiled::close);

  FusedStep(Backend backend, Recipe recipe) {
    this.backend = backend;
    this.recipe = recipe;
  }

  @Override
  public Outcome take(TrainingState state, HostArray batch, List<HostArray> draws) {
    try (Scope scope = Scope.open()) {
      Tensor samples = backend.tensor(batch);
      List<Tensor> drawn = draws.stream().map(backend::tensor).toList();
      List<TensorType> types = drawn.stream().map(Tensor::type).toList();
      List<Tensor> results =
          compiled
              .orMade(() -> new Compiled(state, samples.type(), types))
              .run(state, samples, drawn);
      double loss = results.get(0).toHost().scalar();
      List<Tensor> changed = scope.keep(results.subList(1, results.size()));
      int vectors = state.pieces().get(0).size();
      TrainingState next =
          state.next(
              List.of(changed.subList(0, vectors)), changed.subList(vectors, changed.size()));
      // Not earlier: a step that fails leaves the state that it began with.
      state.close();
      return new Outcome(next, loss);
    }
  }

  @Override
  public void close() {
    compiled.close();
  }

  /** The program with its arguments. */
  private final class Compiled {
    private final Arguments arguments = new Arguments();
    private final Group vectors;
    private final Group buffers;
    private final Group scalars;
    private final Group batch;
    private final Group draws;
    private final CompiledProgram program;

    Compiled(TrainingState state, TensorType samples, List<TensorType> drawn) {
      vectors = arguments.group(state.pieces().get(0).stream().map(Tensor::type).toList());
      scalars = arguments.group(Scalars.types(recipe.rule(), samples));
      batch = arguments.one(samples);
      draws = arguments.group(drawn);
      buffers = arguments.group(state.buffers().stream().map(Tensor::type).toList());
      Packing packing = state.packing();
      program =
          GradientProgram.compiled(
              backend, recipe, "training step", arguments, in -> step(packing, in));
    }

    /** The loss first, then everything that changed. */
    private List<Tensor> step(Packing packing, List<Tensor> in) {
      GradientProgram.Outcome outcome =
          GradientProgram.of(
              recipe.objective(),
              packing,
              vectors.of(in).subList(0, 1),
              buffers.of(in),
              batch.only(in),
              draws.of(in));
      List<Tensor> results = new ArrayList<>(List.of(outcome.loss()));
      results.addAll(
          recipe.rule().apply(vectors.of(in), outcome.gradient().get(0), scalars.of(in)));
      results.addAll(outcome.buffers());
      return results;
    }

    List<Tensor> run(TrainingState state, Tensor samples, List<Tensor> drawn) {
      return program.run(
          arguments.values(
              vectors.with(state.pieces().get(0)),
              scalars.with(Scalars.at(backend, recipe.rule(), state, samples.type())),
              batch.with(samples),
              draws.with(drawn),
              buffers.with(state.buffers())));
    }

    void close() {
      program.close();
    }
  }
}

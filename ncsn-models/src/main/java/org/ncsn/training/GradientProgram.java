package org.ncsn.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ncsn.array.TensorType;
import org.ncsn.autograd.Gradients;
import org.ncsn.loss.Objective;
import org.ncsn.nn.Arguments;
import org.ncsn.nn.Arguments.Group;
import org.ncsn.nn.Weights;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Tensor;

/** An objective and its gradient, as functions to be traced alone or with what follows. */
final class GradientProgram {
  private GradientProgram() {}

  /**
   * What a batch gives.
   *
   * @param loss before the update
   * @param gradient at all parameters, a vector in pieces
   * @param buffers what the network keeps
   */
  record Outcome(Tensor loss, List<Tensor> gradient, List<Tensor> buffers) {}

  /** Loss and gradient at the weights of a state. */
  static Outcome of(
      Objective objective,
      Packing packing,
      List<Tensor> vector,
      List<Tensor> buffers,
      Tensor batch,
      List<Tensor> draws) {
    List<Tensor> watched = packing.unpack(vector).stream().map(Tensor::watched).toList();
    Objective.Value value = objective.of(new Weights(watched, buffers), batch, draws);
    List<Tensor> gradients = Gradients.of(value.loss(), watched);
    return new Outcome(value.loss().detached(), packing.pack(gradients), value.buffers());
  }

  /** The gradient as a program of its own. */
  static Compiled compile(
      Backend backend,
      Recipe recipe,
      Packing packing,
      List<TensorType> buffers,
      TensorType batch,
      List<TensorType> draws) {
    Arguments arguments = new Arguments();
    Group vector = arguments.group(packing.types());
    Group kept = arguments.group(buffers);
    Group samples = arguments.one(batch);
    Group drawn = arguments.group(draws);
    UnaryOperator<List<Tensor>> function =
        in -> {
          Outcome outcome =
              of(
                  recipe.objective(),
                  packing,
                  vector.of(in),
                  kept.of(in),
                  samples.only(in),
                  drawn.of(in));
          List<Tensor> results = new ArrayList<>(List.of(outcome.loss()));
          results.addAll(outcome.gradient());
          results.addAll(outcome.buffers());
          return results;
        };
    CompiledProgram program = compiled(backend, recipe, "gradient", arguments, function);
    return new Compiled(arguments, vector, kept, samples, drawn, program);
  }

  /** Compiles with or without recomputation. */
  static CompiledProgram compiled(
      Backend backend,
      Recipe recipe,
      String label,
      Arguments arguments,
      UnaryOperator<List<Tensor>> function) {
    return recipe.recompute()
        ? backend.compileFrugally(label, arguments.types(), function)
        : backend.compile(label, arguments.types(), function);
  }

  /** A compiled gradient with its arguments. */
  record Compiled(
      Arguments arguments,
      Group vector,
      Group buffers,
      Group batch,
      Group draws,
      CompiledProgram program)
      implements AutoCloseable {
    Outcome run(TrainingState state, List<Tensor> kept, Tensor samples, List<Tensor> drawn) {
      List<Tensor> results =
          program.run(
              arguments.values(
                  vector.with(state.weightVector()),
                  buffers.with(kept),
                  batch.with(samples),
                  draws.with(drawn)));
      int buffersFrom = 1 + state.packing().pieces();
      return new Outcome(
          results.get(0),
          results.subList(1, buffersFrom),
          results.subList(buffersFrom, results.size()));
    }

    @Override
    public void close() {
      program.close();
    }
  }
}

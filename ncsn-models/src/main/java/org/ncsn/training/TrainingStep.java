package org.ncsn.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ncsn.autograd.Gradients;
import org.ncsn.loss.ConditionalScore;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.nn.Weights;
import org.ncsn.optim.Optimizer;
import org.ncsn.optim.Optimizer.Update;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;
import org.ncsn.tensor.TensorType;

/**
 * Loss, gradients, optimizer and moving average of one batch, as one compiled program. Weights and
 * slots stay on the engine between steps, as vectors of all parameters; a step moves a batch, its
 * noise and the loss.
 */
public final class TrainingStep implements AutoCloseable {
  private final Backend backend;
  private final Recipe recipe;
  private CompiledProgram program;

  /**
   * What a step computes.
   *
   * @param averageRate decay of the weights' moving average; 0 keeps none
   * @param recompute whether the backward pass computes activations again, which takes a third less
   *     memory and a little more time
   */
  public record Recipe(
      ScoreNetwork network,
      ScoreMatchingLoss loss,
      Optimizer optimizer,
      double averageRate,
      boolean recompute) {
    /** Without recomputation. */
    public Recipe(
        ScoreNetwork network, ScoreMatchingLoss loss, Optimizer optimizer, double averageRate) {
      this(network, loss, optimizer, averageRate, false);
    }
  }

  public TrainingStep(Backend backend, Recipe recipe) {
    this.backend = backend;
    this.recipe = recipe;
  }

  /**
   * A step's outcome.
   *
   * @param loss the batch's loss before the update
   */
  public record Outcome(TrainingState state, double loss) {}

  /**
   * Takes one step. The state that it begins with is closed, unless the step fails.
   *
   * @param batch clean images {@code [N,H,W,C]}
   * @param draws what the loss drew for them
   */
  public Outcome take(TrainingState state, HostArray batch, List<HostArray> draws) {
    try (Scope scope = Scope.open()) {
      List<Tensor> inputs = new ArrayList<>(state.vectors());
      for (double scalar : recipe.optimizer().scalars(state.step() + 1)) {
        inputs.add(backend.scalar(batch.dtype(), scalar));
      }
      inputs.add(backend.tensor(batch));
      draws.forEach(draw -> inputs.add(backend.tensor(draw)));
      List<Tensor> results = program(state, inputs).run(inputs);
      List<Tensor> changed = results.subList(1, results.size());
      double loss = results.get(0).toHost().scalar();
      scope.keep(changed);
      // Not earlier: a step that fails leaves the state that it began with.
      state.close();
      return new Outcome(state.next(changed), loss);
    }
  }

  /** Traced at the first step, when the shapes are known. */
  private CompiledProgram program(TrainingState state, List<Tensor> inputs) {
    if (program == null) {
      List<TensorType> types = inputs.stream().map(Tensor::type).toList();
      int vectors = state.vectors().size();
      UnaryOperator<List<Tensor>> function =
          in ->
              step(
                  new TrainingState(
                      state.step(), state.packing(), state.slotNames(), in.subList(0, vectors)),
                  in.subList(vectors, in.size()));
      program =
          recipe.recompute()
              ? backend.compileFrugally("training step", types, function)
              : backend.compile("training step", types, function);
    }
    return program;
  }

  /** The loss first, then everything that changed. */
  private List<Tensor> step(TrainingState state, List<Tensor> others) {
    int scalarCount = recipe.optimizer().scalarCount();
    List<Tensor> scalars = others.subList(0, scalarCount);
    Tensor batch = others.get(scalarCount);
    List<Tensor> draws = others.subList(scalarCount + 1, others.size());

    List<Tensor> watched = state.weights().stream().map(Tensor::watched).toList();
    Weights weights = new Weights(watched);
    ConditionalScore score = (x, labels) -> recipe.network().score(new Pass(weights, labels), x);
    Tensor loss = recipe.loss().loss(score, batch, draws);
    List<Tensor> gradients = Gradients.of(loss, watched);

    Update update =
        recipe
            .optimizer()
            .update(
                state.vectors().get(0), state.packing().pack(gradients), state.slots(), scalars);
    List<Tensor> results = new ArrayList<>(List.of(loss.detached(), update.parameter()));
    results.addAll(update.slots());
    if (state.isAveraged()) {
      results.add(averaged(state.average(), update.parameter()));
    }
    return results;
  }

  private Tensor averaged(Tensor average, Tensor moved) {
    double rate = recipe.averageRate();
    return average.multiply(rate).add(moved.multiply(1 - rate));
  }

  @Override
  public void close() {
    if (program != null) {
      program.close();
    }
  }
}

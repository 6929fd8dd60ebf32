package org.ncsn.training;

import java.util.List;
import org.ncsn.loss.Objective;
import org.ncsn.memory.AtFirstUse;
import org.ncsn.nn.Arguments;
import org.ncsn.nn.Arguments.Group;
import org.ncsn.nn.Arguments.WeightGroup;
import org.ncsn.nn.Weights;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;
import org.ncsn.training.TrainingFeed.Portion;

/** The objective of a batch without gradients, compiled at the first call. */
public final class LossEvaluation implements AutoCloseable {
  private final Backend backend;
  private final Objective objective;
  private final AtFirstUse<Compiled> compiled = new AtFirstUse<>(Compiled::close);

  public LossEvaluation(Backend backend, Objective objective) {
    this.backend = backend;
    this.objective = objective;
  }

  /** The loss of a batch under the given weights. */
  public double of(Weights weights, Portion portion) {
    try (Scope scope = Scope.open()) {
      Tensor batch = backend.tensor(portion.batch());
      List<Tensor> draws = portion.draws().stream().map(backend::tensor).toList();
      return compiled
          .orMade(() -> new Compiled(weights, batch, draws))
          .run(weights, batch, draws)
          .toHost()
          .scalar();
    }
  }

  @Override
  public void close() {
    compiled.close();
  }

  /** The program with its arguments. */
  private final class Compiled {
    private final Arguments arguments = new Arguments();
    private final WeightGroup weights;
    private final Group samples;
    private final Group drawn;
    private final CompiledProgram program;

    Compiled(Weights first, Tensor batch, List<Tensor> draws) {
      weights =
          arguments.weights(
              first.values().stream().map(Tensor::type).toList(),
              first.buffers().stream().map(Tensor::type).toList());
      samples = arguments.one(batch.type());
      drawn = arguments.group(draws.stream().map(Tensor::type).toList());
      program =
          backend.compile(
              "test loss",
              arguments.types(),
              in -> List.of(objective.of(weights.of(in), samples.only(in), drawn.of(in)).loss()));
    }

    Tensor run(Weights values, Tensor batch, List<Tensor> draws) {
      return program
          .run(arguments.values(weights.with(values), samples.with(batch), drawn.with(draws)))
          .get(0);
    }

    void close() {
      program.close();
    }
  }
}

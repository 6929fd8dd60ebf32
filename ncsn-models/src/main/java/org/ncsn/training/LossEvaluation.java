package org.ncsn.training;

import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.loss.Classification;
import org.ncsn.loss.Objective;
import org.ncsn.loss.ScoreMatching;
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

/** Losses of a batch without gradients, compiled at the first call. */
public final class LossEvaluation implements AutoCloseable {
  private final Backend backend;
  private final Loss loss;
  private final AtFirstUse<Compiled> compiled = new AtFirstUse<>(Compiled::close);

  /** What is evaluated. */
  private interface Loss {
    Tensor of(Weights weights, Tensor batch, List<Tensor> draws);
  }

  private LossEvaluation(Backend backend, Loss loss) {
    this.backend = backend;
    this.loss = loss;
  }

  /** Of an objective. */
  public LossEvaluation(Backend backend, Objective objective) {
    this(backend, (weights, batch, draws) -> objective.of(weights, batch, draws).loss());
  }

  /** Of the samples of batches, each by itself. */
  public static LossEvaluation ofEach(Backend backend, ScoreMatching objective) {
    return new LossEvaluation(backend, objective::each);
  }

  /** Of the share of a batch that a classifier recognises. */
  public static LossEvaluation ofAccuracy(Backend backend, Classification objective) {
    return new LossEvaluation(backend, objective::accuracy);
  }

  /** The loss of a batch under the given weights. */
  public double of(Weights weights, Portion portion) {
    return each(weights, portion).scalar();
  }

  /** The losses of a batch under the given weights: one, or one a sample. */
  public HostArray each(Weights weights, Portion portion) {
    try (Scope scope = Scope.open()) {
      Tensor batch = backend.tensor(portion.batch());
      List<Tensor> draws = portion.draws().stream().map(backend::tensor).toList();
      return compiled
          .orMade(() -> new Compiled(weights, batch, draws))
          .run(weights, batch, draws)
          .toHost();
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
              in -> List.of(loss.of(weights.of(in), samples.only(in), drawn.of(in))));
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

package org.ncsn.training;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.loss.ConditionalScore;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.nn.Weights;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;
import org.ncsn.training.TrainingFeed.Portion;

/** The loss of a batch without gradients, compiled at the first call. */
public final class LossEvaluation implements AutoCloseable {
  private final Backend backend;
  private final ScoreNetwork network;
  private final ScoreMatchingLoss loss;
  private CompiledProgram program;

  public LossEvaluation(Backend backend, ScoreNetwork network, ScoreMatchingLoss loss) {
    this.backend = backend;
    this.network = network;
    this.loss = loss;
  }

  /** The loss of a batch under the given weights. */
  public double of(List<Tensor> weights, Portion portion) {
    try (Scope scope = Scope.open()) {
      List<Tensor> inputs = new ArrayList<>(weights);
      inputs.add(backend.tensor(portion.batch()));
      for (HostArray draw : portion.draws()) {
        inputs.add(backend.tensor(draw));
      }
      if (program == null) {
        program =
            backend.compile(
                "test loss", inputs.stream().map(Tensor::type).toList(), in -> trace(in));
      }
      return program.run(inputs).get(0).toHost().scalar();
    }
  }

  private List<Tensor> trace(List<Tensor> inputs) {
    int count = network.parameters().size();
    Weights weights = new Weights(inputs.subList(0, count));
    ConditionalScore score = (x, labels) -> network.score(new Pass(weights, labels), x);
    return List.of(loss.loss(score, inputs.get(count), inputs.subList(count + 1, inputs.size())));
  }

  @Override
  public void close() {
    if (program != null) {
      program.close();
    }
  }
}

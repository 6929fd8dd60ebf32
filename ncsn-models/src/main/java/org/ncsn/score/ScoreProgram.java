package org.ncsn.score;

import java.util.List;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Arguments;
import org.ncsn.nn.Arguments.Group;
import org.ncsn.nn.Arguments.WeightGroup;
import org.ncsn.nn.Mode;
import org.ncsn.nn.Weights;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Tensor;

/** A model's score, compiled for batches of one size. */
public final class ScoreProgram implements AutoCloseable {
  private final Arguments arguments = new Arguments();
  private final WeightGroup weights;
  private final Group samples;
  private final Group told;
  private final CompiledProgram program;

  /**
   * @param batch type of the samples, {@code [N,...]}; the weights have its element type
   */
  public ScoreProgram(Backend backend, ScoreFunction model, TensorType batch) {
    weights = arguments.weights(model.network(), batch.dtype());
    samples = arguments.one(batch);
    told = arguments.group(model.types(batch));
    program =
        backend.compile(
            "score",
            arguments.types(),
            in ->
                List.of(
                    model.score(weights.of(in), Mode.EVALUATION, samples.only(in), told.of(in))));
  }

  /**
   * The score of a batch.
   *
   * @param x {@code [N,...]}
   * @param condition tensors of the model's {@link ScoreFunction#types}
   * @return of the type of {@code x}, owned by the open scope
   */
  public Tensor run(Weights values, Tensor x, List<Tensor> condition) {
    return program
        .run(arguments.values(weights.with(values), samples.with(x), told.with(condition)))
        .get(0);
  }

  @Override
  public void close() {
    program.close();
  }
}

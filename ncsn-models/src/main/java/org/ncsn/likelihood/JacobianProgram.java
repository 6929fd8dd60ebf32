package org.ncsn.likelihood;

import java.util.List;
import java.util.stream.IntStream;
import org.ncsn.array.TensorType;
import org.ncsn.autograd.Gradients;
import org.ncsn.nn.Arguments;
import org.ncsn.nn.Arguments.Group;
import org.ncsn.nn.Arguments.WeightGroup;
import org.ncsn.nn.Mode;
import org.ncsn.nn.Weights;
import org.ncsn.score.ScoreFunction;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Tensor;

/** A score, and {@code v' J v} with its Jacobian J, compiled for batches of one size. */
final class JacobianProgram implements AutoCloseable {
  private final Arguments arguments = new Arguments();
  private final WeightGroup weights;
  private final Group samples;
  private final Group told;
  private final Group direction;
  private final CompiledProgram program;

  JacobianProgram(Backend backend, ScoreFunction model, TensorType batch) {
    weights = arguments.weights(model.network(), batch.dtype());
    samples = arguments.one(batch);
    told = arguments.group(model.types(batch));
    direction = arguments.one(batch);
    program = backend.compile("score and Jacobian", arguments.types(), in -> both(model, in));
  }

  /** {@code v' J v = sum(v grad_x sum(v s(x)))}: samples do not see each other. */
  private List<Tensor> both(ScoreFunction model, List<Tensor> in) {
    Tensor x = samples.only(in).watched();
    Tensor along = direction.only(in);
    Tensor score = model.score(weights.of(in), Mode.EVALUATION, x, told.of(in));
    Tensor slope = Gradients.of(score.multiply(along).sum(), x);
    int[] within = IntStream.range(1, x.shape().rank()).toArray();
    return List.of(score.detached(), slope.multiply(along).sum(within));
  }

  /**
   * The score {@code [N,...]}, and {@code v' J v}, {@code [N]}.
   *
   * @param v {@code [N,...]}
   */
  List<Tensor> run(Weights values, Tensor x, List<Tensor> condition, Tensor v) {
    return program.run(
        arguments.values(
            weights.with(values), samples.with(x), told.with(condition), direction.with(v)));
  }

  @Override
  public void close() {
    program.close();
  }
}

package org.ncsn.nn;

import java.util.Map;
import org.ncsn.golden.Golden;
import org.ncsn.nn.ConditionalBatchNorm.Running;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Shape;
import org.ncsn.tensor.Tensor;

/** The batch normalization of golden case {@code layers} as layers of images alone. */
final class GoldenBatchNorm {
  static final int CHANNELS = 4;

  private GoldenBatchNorm() {}

  static ConditionalBatchNorm create(Parameters parameters) {
    return new ConditionalBatchNorm(parameters, CHANNELS, 3, true);
  }

  static Layer training(Parameters parameters) {
    ConditionalBatchNorm norm = create(parameters);
    return (pass, x) -> norm.train(pass, x, fresh(x)).output();
  }

  static Layer evaluation(Parameters parameters) {
    ConditionalBatchNorm norm = create(parameters);
    Map<String, HostArray> file = Golden.npz("layers", "cond_batch_norm_eval.npz");
    return (pass, x) ->
        norm.evaluate(
            pass,
            x,
            new Running(
                x.constant(file.get("running_mean").to(x.dtype())),
                x.constant(file.get("running_var").to(x.dtype()))));
  }

  /** The running statistics before the first batch. */
  static Running fresh(Tensor x) {
    return new Running(x.fill(Shape.of(CHANNELS), 0), x.fill(Shape.of(CHANNELS), 1));
  }
}

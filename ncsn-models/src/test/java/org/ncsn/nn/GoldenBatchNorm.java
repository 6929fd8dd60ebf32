package org.ncsn.nn;

import java.util.List;
import java.util.Map;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.golden.Golden;
import org.ncsn.tensor.Tensor;

/** The batch normalization of golden case {@code layers} as layers of images alone. */
final class GoldenBatchNorm {
  static final int CHANNELS = 4;

  private GoldenBatchNorm() {}

  static Layer create(Parameters parameters) {
    return ConditionalBatchNorm.forLevels(3).create(parameters, CHANNELS);
  }

  static Layer training(Parameters parameters) {
    Layer norm = create(parameters);
    return (pass, x) -> norm.apply(trained(pass, x), x);
  }

  static Layer evaluation(Parameters parameters) {
    Layer norm = create(parameters);
    Map<String, HostArray> file = Golden.npz("layers", "cond_batch_norm_eval.npz");
    return (pass, x) -> {
      List<Tensor> running =
          List.of(
              x.constant(file.get("running_mean").to(x.dtype())),
              x.constant(file.get("running_var").to(x.dtype())));
      return norm.apply(
          new Pass(new Weights(pass.weights().values(), running), pass.condition()), x);
    };
  }

  /** A training pass that begins with the statistics before the first batch. */
  static Pass trained(Pass pass, Tensor x) {
    List<Tensor> fresh = List.of(x.fill(Shape.of(CHANNELS), 0), x.fill(Shape.of(CHANNELS), 1));
    Weights weights = new Weights(pass.weights().values(), fresh);
    return new Pass(weights, pass.condition(), Mode.Training.of(weights));
  }
}

package org.ncsn.optim;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import org.ncsn.primitive.Elementwise;
import org.ncsn.tensor.Tensor;

/**
 * Adam (Kingma and Ba, 2015) as PyTorch has it: weight decay is added to the gradient, epsilon to
 * the corrected root, and AMSGrad (Reddi et al., 2018) takes its maximum before the correction.
 *
 * @param rate learning rate
 * @param beta1 decay of the mean of gradients
 * @param beta2 decay of the mean of squared gradients
 * @param epsilon keeps the division finite
 * @param weightDecay multiple of the parameter that is added to its gradient
 * @param amsgrad whether the divisor never falls
 */
public record Adam(
    double rate, double beta1, double beta2, double epsilon, double weightDecay, boolean amsgrad)
    implements Optimizer {
  /** With PyTorch's defaults: decays 0.9 and 0.999, epsilon 1e-8, nothing else. */
  public static Adam of(double rate) {
    return new Adam(rate, 0.9, 0.999, 1e-8, 0, false);
  }

  @Override
  public List<String> slots() {
    return amsgrad
        ? List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq")
        : List.of("exp_avg", "exp_avg_sq");
  }

  @Override
  public Map<String, Object> settings() {
    return Settings.inOrder(
        entry("lr", rate),
        entry("betas", new Object[] {beta1, beta2}),
        entry("eps", epsilon),
        entry("weight_decay", weightDecay),
        entry("amsgrad", amsgrad));
  }

  /** The corrected step size, and the root of the second correction. */
  @Override
  public List<Double> scalars(long step, double rate) {
    return List.of(
        rate / (1 - Math.pow(beta1, (double) step)), Math.sqrt(1 - Math.pow(beta2, (double) step)));
  }

  @Override
  public Update update(
      Tensor parameter, Tensor gradient, List<Tensor> slots, List<Tensor> scalars) {
    Tensor slope = WeightDecay.added(gradient, parameter, weightDecay);
    Tensor mean = slots.get(0).multiply(beta1).add(slope.multiply(1 - beta1));
    Tensor square = slots.get(1).multiply(beta2).add(slope.square().multiply(1 - beta2));
    Tensor bound = amsgrad ? Elementwise.maximum(slots.get(2), square) : square;
    Tensor divisor = bound.sqrt().divide(scalars.get(1)).add(epsilon);
    Tensor moved = parameter.subtract(mean.divide(divisor).multiply(scalars.get(0)));
    return new Update(moved, amsgrad ? List.of(mean, square, bound) : List.of(mean, square));
  }
}

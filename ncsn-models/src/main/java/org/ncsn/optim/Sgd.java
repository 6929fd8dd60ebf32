package org.ncsn.optim;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import org.ncsn.tensor.Tensor;

/**
 * Stochastic gradient descent with momentum as PyTorch has it, without dampening.
 *
 * @param rate learning rate
 * @param momentum decay of the sum of gradients
 * @param weightDecay multiple of the parameter that is added to its gradient
 */
public record Sgd(double rate, double momentum, double weightDecay) implements Optimizer {
  @Override
  public List<String> slots() {
    return List.of("momentum_buffer");
  }

  @Override
  public Map<String, Object> settings() {
    return Settings.inOrder(
        entry("lr", rate),
        entry("momentum", momentum),
        entry("dampening", 0),
        entry("weight_decay", weightDecay),
        entry("nesterov", false));
  }

  /** The learning rate. */
  @Override
  public List<Double> scalars(long step, double rate) {
    return List.of(rate);
  }

  @Override
  public Update update(
      Tensor parameter, Tensor gradient, List<Tensor> slots, List<Tensor> scalars) {
    Tensor slope = WeightDecay.added(gradient, parameter, weightDecay);
    Tensor velocity = slots.get(0).multiply(momentum).add(slope);
    return new Update(parameter.subtract(velocity.multiply(scalars.get(0))), List.of(velocity));
  }
}

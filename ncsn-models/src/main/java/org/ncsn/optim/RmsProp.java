package org.ncsn.optim;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import org.ncsn.tensor.Tensor;

/**
 * RMSProp (Hinton) as PyTorch has it, neither centred nor with momentum.
 *
 * @param rate learning rate
 * @param decay decay of the mean of squared gradients
 * @param epsilon added to the root
 * @param weightDecay multiple of the parameter that is added to its gradient
 */
public record RmsProp(double rate, double decay, double epsilon, double weightDecay)
    implements Optimizer {
  @Override
  public List<String> slots() {
    return List.of("square_avg");
  }

  @Override
  public Map<String, Object> settings() {
    return Settings.inOrder(
        entry("lr", rate),
        entry("momentum", 0),
        entry("alpha", decay),
        entry("eps", epsilon),
        entry("centered", false),
        entry("weight_decay", weightDecay));
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
    Tensor square = slots.get(0).multiply(decay).add(slope.square().multiply(1 - decay));
    Tensor moved =
        parameter.subtract(slope.divide(square.sqrt().add(epsilon)).multiply(scalars.get(0)));
    return new Update(moved, List.of(square));
  }
}

package org.ncsn.training;

import org.ncsn.loss.Objective;
import org.ncsn.optim.MovingAverage;
import org.ncsn.optim.Optimizer;
import org.ncsn.optim.UpdateRule;

/**
 * What a training computes.
 *
 * @param objective what is minimized
 * @param rule how the weights move
 * @param accumulate into how many parts a batch is divided, whose gradients are added up: a step's
 *     memory is that of one part
 * @param recompute whether the backward pass computes activations and convolutions again, which
 *     takes much less memory and a tenth more time
 */
public record Recipe(Objective objective, UpdateRule rule, int accumulate, boolean recompute) {
  public Recipe {
    if (accumulate < 1) {
      throw new IllegalArgumentException(
          "recipe: a batch has at least one part, found " + accumulate);
    }
  }

  /** A step at once, nothing computed again. */
  public static Recipe of(Objective objective, UpdateRule rule) {
    return new Recipe(objective, rule, 1, false);
  }

  /** A step of a constant rate, with a moving average of the weights to sample with. */
  public static Recipe of(Objective objective, Optimizer optimizer, MovingAverage average) {
    return of(objective, UpdateRule.of(optimizer, average));
  }
}

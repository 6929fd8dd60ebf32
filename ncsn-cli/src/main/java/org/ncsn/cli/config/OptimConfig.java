package org.ncsn.cli.config;

import java.util.Optional;
import java.util.Set;

/**
 * The section {@code optim}.
 *
 * @param weightDecay factor of the weights that is added to their gradient
 * @param optimizer the rule of the updates
 * @param lr learning rate
 * @param beta1 Adam's decay of the first moment; the second moment's is 0.999
 * @param amsgrad whether Adam divides by the largest second moment so far
 * @param warmup steps in which the learning rate rises to {@code lr}; 0 for none
 * @param schedule how the learning rate falls
 * @param scheduleSteps steps of the whole cosine, by default {@code training.n_iters}, or from one
 *     fall to the next
 * @param scheduleFactor the share of the learning rate that the cosine ends at, by default 0, or
 *     that each fall leaves, by default 0.1
 * @param gradClip largest norm of the whole gradient; 0 for any
 * @param eps Adam's, added to the root that it divides by
 */
public record OptimConfig(
    @Setting(least = 0, orElse = "0") double weightDecay,
    OptimizerName optimizer,
    @Setting(above = 0) double lr,
    @Setting(least = 0, below = 1, orElse = "0.9", official = true) double beta1,
    @Setting(orElse = "false", official = true) boolean amsgrad,
    @Setting(least = 0, orElse = "0") int warmup,
    @Setting(orElse = "constant") ScheduleName schedule,
    @Setting(least = 1) Optional<Integer> scheduleSteps,
    @Setting(least = 0, most = 1) Optional<Double> scheduleFactor,
    @Setting(least = 0, orElse = "0") double gradClip,
    @Setting(above = 0, orElse = "1e-8", official = true) double eps) {

  /** How the learning rate falls. */
  public enum ScheduleName implements Part {
    /** Not at all. */
    CONSTANT("constant"),
    /** Along half a cosine. */
    COSINE("cosine"),
    /** Every so many steps. */
    STEP("step");

    private final String key;

    ScheduleName(String key) {
      this.key = key;
    }

    @Override
    public String chosenBy() {
      return "optim.schedule: " + key;
    }

    @Override
    public Set<String> keys() {
      return this == CONSTANT ? Set.of() : Set.of("optim.schedule_steps", "optim.schedule_factor");
    }

    @Override
    public String toString() {
      return key;
    }
  }

  /** Optimizers, under the names that the official configs use. */
  public enum OptimizerName implements Part {
    ADAM("Adam"),
    /** With PyTorch's default decay and no momentum. */
    RMSPROP("RMSProp"),
    /** With momentum 0.9. */
    SGD("SGD");

    private final String key;

    OptimizerName(String key) {
      this.key = key;
    }

    @Override
    public String chosenBy() {
      return "optim.optimizer: " + key;
    }

    @Override
    public Set<String> keys() {
      return this == ADAM ? Set.of("optim.beta1", "optim.amsgrad", "optim.eps") : Set.of();
    }

    @Override
    public String toString() {
      return key;
    }
  }
}

package org.ncsn.cli.experiment;

import java.util.Locale;
import java.util.OptionalDouble;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.ModelConfig;
import org.ncsn.cli.config.OptimConfig;
import org.ncsn.cli.config.TrainingConfig;
import org.ncsn.error.UserError;
import org.ncsn.loss.Objective;
import org.ncsn.optim.Adam;
import org.ncsn.optim.MovingAverage;
import org.ncsn.optim.Optimizer;
import org.ncsn.optim.RateSchedule;
import org.ncsn.optim.RmsProp;
import org.ncsn.optim.Sgd;
import org.ncsn.optim.UpdateRule;
import org.ncsn.training.Recipe;

/** How a configuration's training moves the weights. */
record ConfiguredRecipe(ExperimentConfig config) {
  private static final double BETA_2 = 0.999;
  private static final double RMS_EPSILON = 1e-8;
  private static final double RMS_DECAY = 0.99;
  private static final double MOMENTUM = 0.9;

  /** What a fall of the learning rate usually leaves of it. */
  private static final double FALL = 0.1;

  /**
   * The recipe of an objective.
   *
   * @throws UserError if keys do not go together
   */
  static Recipe of(ExperimentConfig config, Objective objective) {
    return new ConfiguredRecipe(config).recipe(objective);
  }

  private Recipe recipe(Objective objective) {
    TrainingConfig training = config.training();
    if (training.batchSize() % training.accumulate() != 0) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "training.accumulate: a batch of %d (training.batch_size) does not make %d equal"
                  + " parts; choose a divisor of it",
              training.batchSize(),
              training.accumulate()));
    }
    return new Recipe(
        objective,
        new UpdateRule(optimizer(), schedule(), clip(), average()),
        training.accumulate(),
        training.recompute());
  }

  private RateSchedule schedule() {
    OptimConfig optim = config.optim();
    RateSchedule falling =
        switch (optim.schedule()) {
          case CONSTANT -> RateSchedule.CONSTANT;
          case COSINE ->
              RateSchedule.cosine(
                  optim.scheduleSteps().orElse(config.training().nIters()),
                  optim.scheduleFactor().orElse(0.0));
          case STEP -> RateSchedule.stepwise(stepsBetweenFalls(), shareAfterAFall());
        };
    return optim.warmup() == 0 ? falling : falling.warmedUp(optim.warmup());
  }

  private int stepsBetweenFalls() {
    return config
        .optim()
        .scheduleSteps()
        .orElseThrow(
            () ->
                new UserError(
                    "optim.schedule: step needs optim.schedule_steps, the steps from one fall to"
                        + " the next; add it"));
  }

  private double shareAfterAFall() {
    double share = config.optim().scheduleFactor().orElse(FALL);
    if (share == 0) {
      throw new UserError(
          "optim.schedule_factor: a fall to nothing ends the training; choose more than 0");
    }
    return share;
  }

  private OptionalDouble clip() {
    double most = config.optim().gradClip();
    return most == 0 ? OptionalDouble.empty() : OptionalDouble.of(most);
  }

  private MovingAverage average() {
    ModelConfig model = config.model();
    return model.ema() ? new MovingAverage(model.emaRate(), model.emaWarmup()) : MovingAverage.NONE;
  }

  private Optimizer optimizer() {
    OptimConfig optim = config.optim();
    return switch (optim.optimizer()) {
      case ADAM ->
          new Adam(
              optim.lr(), optim.beta1(), BETA_2, optim.eps(), optim.weightDecay(), optim.amsgrad());
      case RMSPROP -> new RmsProp(optim.lr(), RMS_DECAY, RMS_EPSILON, optim.weightDecay());
      case SGD -> new Sgd(optim.lr(), MOMENTUM, optim.weightDecay());
    };
  }
}

package org.ncsn.cli.runner;

import org.ncsn.cli.config.TrainingConfig;
import org.ncsn.cli.config.TrainingConfig.Algorithm;
import org.ncsn.error.UserError;
import org.ncsn.loss.Projection;
import org.ncsn.loss.Slicing;

/** How the sliced loss of a configuration projects. */
final class ConfiguredSlicing {
  private ConfiguredSlicing() {}

  /**
   * @throws UserError if the projection does not go with the loss
   */
  static Slicing of(TrainingConfig training) {
    if (training.algo() == Algorithm.SSM && training.projection() == Projection.UNIT_SPHERE) {
      throw new UserError(
          "training.projection: unit_sphere is for ssm_plain, ssm takes gaussian, rademacher or"
              + " sphere");
    }
    return new Slicing(training.projection(), training.nParticles());
  }
}

package org.ncsn.cli;

import org.ncsn.cli.config.TestConfig;

/** Configs of the smallest networks of the second paper. */
final class SecondPaperConfigs {
  private SecondPaperConfigs() {}

  /** What the golden checkpoints are of. */
  static TestConfig golden() {
    return TestConfig.images("DIGITS", 28)
        .with("model.sigma_begin", 20)
        .with("model.ngf", 3)
        .with("model.normalization", "InstanceNorm++")
        .with("model.ema", true)
        .with("sampling.denoise", true)
        .with("training.batch_size", 4);
  }

  /** Of grey digits. */
  static TestConfig usual(int steps, String backend) {
    return TestConfig.images("DIGITS", 8)
        .with("training.n_iters", steps)
        .with("training.batch_size", 2)
        .with("training.log_all_sigmas", true)
        .with("model.sigma_begin", 2)
        .with("model.num_classes", 3)
        .with("model.ngf", 2)
        .with("model.normalization", "InstanceNorm++")
        .with("model.ema", true)
        .with("sampling.n_steps_each", 1)
        .with("sampling.step_lr", 1e-5)
        .with("sampling.denoise", true)
        .with("backend", backend);
  }
}

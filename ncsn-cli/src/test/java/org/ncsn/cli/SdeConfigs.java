package org.ncsn.cli;

import org.ncsn.cli.config.TestConfig;

/** Configs of the smallest U-Nets. */
final class SdeConfigs {
  private SdeConfigs() {}

  /** Of grey digits, by the engine that starts at once. */
  static TestConfig quick() {
    return usual(1).with("backend", ReferenceModule.NAME);
  }

  /** Of grey digits. */
  static TestConfig usual(int steps) {
    return TestConfig.images("DIGITS", 8)
        .with("runner", "SdeRunner")
        .with("training.n_iters", steps)
        .with("training.batch_size", 2)
        .with("data.rescaled", true)
        .with("unet.nf", 4)
        .with("unet.ch_mult", "[1, 2]")
        .with("unet.num_res_blocks", 1)
        .with("unet.attn_resolutions", "[4]")
        .with("model.ema", true)
        .with("model.ema_warmup", true)
        .with("optim.warmup", 3)
        .with("optim.grad_clip", 1);
  }

  /** Of a classifier of the same digits with noise. */
  static TestConfig classifier(int steps) {
    return TestConfig.images("DIGITS", 8)
        .with("runner", "NoisyClassifierRunner")
        .with("training.n_iters", steps)
        .with("data.rescaled", true)
        .with("classifier.blocks", 1)
        .with("classifier.widen", 1);
  }

  /** What the golden checkpoint is of. */
  static TestConfig golden() {
    return TestConfig.images("CIFAR10", 8)
        .with("runner", "SdeRunner")
        .with("data.channels", 3)
        .with("sde.process", "ve")
        .with("sde.reduce_mean", false)
        .with("unet.name", "ncsnpp")
        .with("unet.nf", 8)
        .with("unet.ch_mult", "[1, 2]")
        .with("unet.num_res_blocks", 1)
        .with("unet.attn_resolutions", "[4]")
        .with("model.ema", true)
        .with("model.ema_warmup", true)
        .with("optim.lr", 2e-4)
        .with("optim.warmup", 2)
        .with("optim.grad_clip", 1);
  }
}

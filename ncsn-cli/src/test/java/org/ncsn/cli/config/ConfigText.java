package org.ncsn.cli.config;

/** Config files for tests. */
final class ConfigText {
  /** With the keys and values of the official program's {@code anneal.yml}. */
  static final String OFFICIAL =
      """
      training:
        batch_size: 128
        n_epochs: 500000
        n_iters: 200001
        ngpu: 1
        snapshot_freq: 5000
        algo: "dsm"
        anneal_power: 2.0

      data:
        dataset: "MNIST"
        image_size: 28
        channels: 1
        logit_transform: false
        random_flip: false

      model:
        sigma_begin: 1
        sigma_end: 0.01
        num_classes: 10
        batch_norm: false
        ngf: 64

      optim:
        weight_decay: 0.000
        optimizer: "Adam"
        lr: 0.001
        beta1: 0.9
        amsgrad: false
      """;

  private ConfigText() {}

  /** The official config with one piece of text replaced. */
  static String officialWith(String text, String replacement) {
    if (!OFFICIAL.contains(text)) {
      throw new IllegalArgumentException("the official config has no '" + text + "'");
    }
    return OFFICIAL.replace(text, replacement);
  }
}

package org.ncsn.cli.runner;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.OptimConfig.OptimizerName;
import org.ncsn.cli.config.OptimConfig.ScheduleName;
import org.ncsn.cli.config.TrainingConfig.Algorithm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys of a config that mean nothing for its experiment. The official configs give some of them, so
 * they are no mistake; but nobody shall believe that they were heeded.
 */
public final class KeysWithoutEffect {
  private static final Logger LOG = LoggerFactory.getLogger(KeysWithoutEffect.class);

  private KeysWithoutEffect() {}

  /** Full names of such keys, for example {@code training.noise_std}. */
  public static Set<String> of(Runner runner, ExperimentConfig config) {
    Set<String> keys = new LinkedHashSet<>(runner.keysWithoutEffect());
    if (config.training().algo() == Algorithm.DSM) {
      keys.addAll(List.of("training.n_particles", "training.projection"));
    }
    if (!config.model().ema()) {
      keys.addAll(List.of("model.ema_rate", "model.ema_warmup"));
    }
    if (config.optim().schedule() == ScheduleName.CONSTANT) {
      keys.addAll(List.of("optim.schedule_steps", "optim.schedule_factor"));
    }
    if (config.optim().optimizer() != OptimizerName.ADAM) {
      keys.addAll(List.of("optim.beta1", "optim.amsgrad"));
    }
    return keys;
  }

  /** Names in the log those that a file gives all the same. */
  public static void log(Path file, Runner runner, ExperimentConfig config) {
    Set<String> given = ConfigReader.keys(file);
    given.retainAll(of(runner, config));
    if (!given.isEmpty()) {
      LOG.info(
          "{}: keys without effect on {} as it is configured: {}",
          file,
          runner.name(),
          String.join(", ", given));
    }
  }
}

package org.ncsn.cli.config;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ncsn.error.UserError;

/**
 * What a training may go on with otherwise than it began: how long and how fast it trains, where,
 * and how it samples. Data, network, loss and optimizer are what its checkpoint was made with.
 */
public final class ResumedConfig {
  private static final Set<String> MAY_CHANGE =
      Set.of(
          "training.batch_size",
          "training.n_epochs",
          "training.n_iters",
          "training.snapshot_freq",
          "training.accumulate",
          "training.recompute",
          "data.path",
          "data.max_corrupt",
          "model.ema_rate",
          "model.ema_warmup",
          "optim.lr",
          "optim.weight_decay",
          "optim.beta1",
          "optim.eps",
          "optim.warmup",
          "optim.schedule",
          "optim.schedule_steps",
          "optim.schedule_factor",
          "optim.grad_clip",
          "sampling.n_samples",
          "sampling.n_steps_each",
          "sampling.step_lr",
          "sampling.frame_every",
          "sampling.batch_size",
          "sampling.denoise",
          "sampling.data_init",
          "sampling.fid",
          "sampling.num_samples4fid",
          "sampling.inpainting",
          "sampling.interpolation",
          "sampling.n_interpolations",
          "sampling.ckpt_id",
          "sampling.final_only",
          "training.snapshot_sampling",
          "training.log_all_sigmas",
          "backend",
          "precision",
          "convolution",
          "fusion");

  private ResumedConfig() {}

  /**
   * The config that a training goes on with: the given one, with what it leaves open as it was.
   *
   * @param file of the given config, for the complaint
   * @param began the config of the training so far
   * @param withoutEffect keys that mean nothing for it, and so may change
   * @throws UserError that names what may not change
   */
  public static ExperimentConfig of(
      String file, ExperimentConfig given, ExperimentConfig began, Set<String> withoutEffect) {
    ExperimentConfig whole = given.completedBy(began);
    List<ConfigChange> refused = refused(whole, began, withoutEffect);
    if (!refused.isEmpty()) {
      throw new UserError(
          file
              + ": a training goes on with the data, network, loss and optimizer that it began"
              + " with, not with "
              + told(refused)
              + "; put that back, or begin another --doc");
    }
    return whole;
  }

  /**
   * The config that a trained network is looked at by: that of its training, with what another one
   * says of samples and of what is measured.
   *
   * @param file of the other config, for the complaint
   * @param withoutEffect keys that mean nothing for it, and so may differ
   * @throws UserError if the other is of another network or other data
   */
  public static ExperimentConfig lookedAt(
      String file, ExperimentConfig given, ExperimentConfig trained, Set<String> withoutEffect) {
    List<ConfigChange> refused =
        refused(given.completedBy(trained), trained, withoutEffect).stream()
            .filter(change -> change.key().startsWith("model.") || change.key().startsWith("data."))
            .toList();
    if (!refused.isEmpty()) {
      throw new UserError(
          file
              + ": the run was trained with another network or other data, not with "
              + told(refused)
              + "; give the config that it was trained by, or leave --config out");
    }
    return trained.lookedAtAs(given);
  }

  private static List<ConfigChange> refused(
      ExperimentConfig now, ExperimentConfig before, Set<String> withoutEffect) {
    return ConfigChange.between(before, now).stream()
        .filter(change -> !mayChange(change.key()))
        .filter(change -> !withoutEffect.contains(change.key()))
        .toList();
  }

  private static String told(List<ConfigChange> changes) {
    return changes.stream().map(ConfigChange::toString).collect(Collectors.joining(", "));
  }

  private static boolean mayChange(String key) {
    return MAY_CHANGE.contains(key)
        || key.startsWith("sampler.")
        || FastFidConfig.KEYS.contains(key)
        || TestLossConfig.KEYS.contains(key);
  }
}

package org.ncsn.cli.config;

import java.nio.file.Path;
import java.util.Set;
import org.ncsn.error.UserError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys of a config that mean nothing for its experiment: nobody shall believe they are heeded. */
public final class KeysWithoutEffect {
  private static final Logger LOG = LoggerFactory.getLogger(KeysWithoutEffect.class);

  private KeysWithoutEffect() {}

  /** Full names of such keys, for example {@code training.noise_std}. */
  public static Set<String> of(RunnerName runner, ExperimentConfig config) {
    return Parts.keysOfOthers(runner, config);
  }

  /**
   * Refuses those that a file gives all the same. Those that official files give are no mistake,
   * and are named in the log.
   *
   * @throws UserError that names the first one, its line, and what it goes with
   */
  public static void check(Path file, RunnerName runner, ExperimentConfig config) {
    Set<String> given = ConfigReader.keys(file);
    given.retainAll(of(runner, config));
    for (String key : given) {
      if (!Keys.isOfficial(key)) {
        throw new UserError(
            place(file, key)
                + " has no effect here, it goes with "
                + Parts.withKey(key)
                + "; remove the key");
      }
    }
    if (!given.isEmpty()) {
      LOG.info(
          "{}: keys without effect on {} as it is configured: {}",
          file,
          runner,
          String.join(", ", given));
    }
  }

  private static String place(Path file, String key) {
    int dot = key.indexOf('.');
    return new ConfigPlace(file).of(key.substring(0, dot), key.substring(dot + 1));
  }
}

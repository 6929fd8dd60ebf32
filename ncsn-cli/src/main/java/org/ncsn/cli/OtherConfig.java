package org.ncsn.cli;

import java.nio.file.Path;
import java.util.Set;
import org.ncsn.cli.config.ConfigFiles;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.KeysWithoutEffect;
import org.ncsn.cli.config.ResumedConfig;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.levels.LevelChoice;

/**
 * A config that is given for a run that has its own already.
 *
 * @param file where it stands
 * @param given what it says, with noise levels as the run found them where it leaves them open
 * @param began the run's own
 * @param withoutEffect keys that mean nothing for the run
 */
record OtherConfig(
    Path file, ExperimentConfig given, ExperimentConfig began, Set<String> withoutEffect) {
  /**
   * Reads it.
   *
   * @param name as {@code --config} gives it
   * @throws UserError if it cannot be read, or says what means nothing for the run
   */
  static OtherConfig read(String name, Runner runner, ExperimentConfig began) {
    Path file = ConfigFiles.ofProgram().find(name);
    ExperimentConfig given = ConfigReader.read(file);
    KeysWithoutEffect.check(file, runner.kind(), given);
    return new OtherConfig(
        file,
        new LevelChoice(file, runner.kind()).resumed(given, began),
        began,
        KeysWithoutEffect.of(runner.kind(), began));
  }

  /**
   * The config that the training goes on with.
   *
   * @throws UserError if it says what may not change
   */
  ExperimentConfig resumed() {
    return ResumedConfig.of(file.toString(), given, began, withoutEffect);
  }

  /**
   * The run's own, with what this one says of samples and of what is measured.
   *
   * @throws UserError if it is of another network or other data
   */
  ExperimentConfig lookedAt() {
    return ResumedConfig.lookedAt(file.toString(), given, began, withoutEffect);
  }
}

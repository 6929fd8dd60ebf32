package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import java.util.OptionalLong;
import org.ncsn.error.UserError;

/** The flag that chooses one of a run's checkpoints. */
public final class FromFlag {
  @Parameter(
      names = "--from",
      order = 55,
      description = "Step of the run's checkpoint to take; by default the latest")
  private Long step;

  /**
   * The step of the checkpoint; empty for the latest.
   *
   * @throws UserError for a number that no step has
   */
  public OptionalLong step() {
    if (step == null) {
      return OptionalLong.empty();
    }
    if (step < 0) {
      throw new UserError("--from must be at least 0, found " + step);
    }
    return OptionalLong.of(step);
  }
}

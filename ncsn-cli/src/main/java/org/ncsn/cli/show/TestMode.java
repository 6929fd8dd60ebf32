package org.ncsn.cli.show;

import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.error.UserError;

/** What a test shows of a trained network. */
public interface TestMode {
  /**
   * Makes sure that an experiment has what is shown, before an engine starts.
   *
   * @throws UserError if it does not
   */
  void check(Experiment experiment);

  /**
   * Computes it and writes it, showing its own progress. Ctrl-C writes what is there.
   *
   * @throws UserError if something cannot be read or written, or all samples diverge
   */
  void show(TestRun run);

  /** What its files are called, without what tells array and picture apart. */
  default String result() {
    return "samples";
  }

  /** Images in a row of the picture that the second paper's program makes of so many. */
  default int columns(int images) {
    return Math.max(1, (int) Math.sqrt(images));
  }

  /** Refuses experiments in the plane. */
  static void requireImages(Experiment experiment, String flag) {
    if (experiment.config().data().dataset().isOfThePlane()) {
      throw new UserError(flag + ": this experiment has no images; leave it out");
    }
  }
}

package org.ncsn.cli.evaluation;

import org.ncsn.cli.output.Console;
import org.ncsn.data.Dataset;

/** What becomes of samples of several checkpoints, and of their distances, beside the table. */
public interface SampleKeeper extends AutoCloseable {
  /** Samples are removed once they are measured. */
  SampleKeeper NONE =
      new SampleKeeper() {
        @Override
        public boolean holds(long step, String origin) {
          return true;
        }

        @Override
        public void keep(long step, String origin, Dataset samples, Console console) {}

        @Override
        public void found(long step, double distance) {}

        @Override
        public void told(Evaluator.Names names) {}

        @Override
        public void close() {}
      };

  /**
   * Whether all that is kept of a checkpoint's samples is there.
   *
   * @param step that the checkpoint is known by
   * @param origin stands for everything that the samples depend on
   */
  boolean holds(long step, String origin);

  /**
   * Keeps samples, unless they are there.
   *
   * @param samples {@code [H,W,C]} in the space of pixels
   * @throws org.ncsn.error.UserError if they cannot be written
   */
  void keep(long step, String origin, Dataset samples, Console console);

  /**
   * Keeps the distance of a checkpoint's samples.
   *
   * @throws org.ncsn.error.UserError if it cannot be written
   */
  void found(long step, double distance);

  /** Says in the log what was kept, and where. */
  void told(Evaluator.Names names);

  @Override
  void close();
}

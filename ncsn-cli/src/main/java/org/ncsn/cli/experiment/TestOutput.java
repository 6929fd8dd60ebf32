package org.ncsn.cli.experiment;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Where a test writes, and how much at once.
 *
 * @param folder where to write; it is created if it is missing
 * @param logs the run folder, which gets what the report shows of a test
 * @param batch how many images are drawn at once; by default as many as go well
 * @param pictures how each image is written as a picture of its own
 */
public record TestOutput(Path folder, Path logs, OptionalInt batch, Pictures pictures) {
  /** The usual amounts, and no pictures but grids. */
  public static TestOutput into(Path folder, Path logs) {
    return new TestOutput(folder, logs, OptionalInt.empty(), Pictures.NONE);
  }
}

package org.ncsn.cli.experiment;

/** Under which names a run records what happens in it. */
public final class RunRecord {
  /** The training's loss. */
  public static final String LOSS = "loss";

  /** The share of test images that a classifier recognises. */
  public static final String ACCURACY = "test_accuracy";

  /** Speed of the last steps. */
  public static final String SPEED = "steps_per_second";

  /** Pictures of the network as it is trained. */
  public static final String PICTURES = "samples";

  /** What its user said of the run. */
  public static final String COMMENT = "comment";

  public static final String MACHINE = "machine";

  public static final String BACKEND = "backend";

  private RunRecord() {}
}

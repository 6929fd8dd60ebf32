package org.ncsn.checkpoint;

/** How the official programs lay out a checkpoint. */
public enum OfficialLayout {
  /** A list of network and optimizer; names as they are. */
  PLAIN("", false),
  /** The same; names begin with {@code module.}, for several devices. NCSN's. */
  SEVERAL_DEVICES("module.", false),
  /** The same, then epoch, step and the moving average under names as they are. NCSNv2's. */
  WITH_AVERAGE("module.", true),
  /**
   * A dictionary of optimizer, network, moving average and step, names of the network's beginning
   * with {@code module.}; the average has none, but its decay and the number of its updates. Score
   * SDEs'.
   */
  BY_NAME("module.", true);

  private final String prefix;
  private final boolean averaged;

  OfficialLayout(String prefix, boolean averaged) {
    this.prefix = prefix;
    this.averaged = averaged;
  }

  /** Begins the names of the network. */
  String prefix() {
    return prefix;
  }

  /** Whether it has a place for a moving average beside the weights. */
  boolean isAveraged() {
    return averaged;
  }
}

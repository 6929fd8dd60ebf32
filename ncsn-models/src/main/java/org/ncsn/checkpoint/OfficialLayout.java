package org.ncsn.checkpoint;

/** How the official programs lay out a checkpoint. */
public enum OfficialLayout {
  /** Network and optimizer; names as they are. */
  PLAIN("", false),
  /** Network and optimizer; names begin with {@code module.}, for several devices. NCSN's. */
  SEVERAL_DEVICES("module.", false),
  /** The same, then epoch, step and the moving average under names as they are. NCSNv2's. */
  WITH_AVERAGE("module.", true);

  private final String prefix;
  private final boolean counted;

  OfficialLayout(String prefix, boolean counted) {
    this.prefix = prefix;
    this.counted = counted;
  }

  /** Begins the names of the network. */
  String prefix() {
    return prefix;
  }

  /** Whether epoch, step and moving average follow. */
  boolean isCounted() {
    return counted;
  }
}

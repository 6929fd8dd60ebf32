package org.ncsn.unet;

import org.ncsn.nn.Parameters;

/** The parts of a network in one numbered list, as published: {@code all_modules.<number>}. */
final class Numbered {
  private final Parameters all;
  private int next;

  Numbered(Parameters parameters) {
    this.all = parameters.at("all_modules");
  }

  /** Where the next part declares what it has. */
  Parameters next() {
    return all.at(next++);
  }
}

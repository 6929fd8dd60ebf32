package org.ncsn.checkpoint;

import java.io.IOException;

/**
 * A file is sound, but holds numbers of a kind that is not read. Unlike damage, this is not mended
 * by another copy.
 */
final class UnsupportedTypeException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param type the kind, as the file calls it
   * @param known the kinds that are read
   */
  UnsupportedTypeException(String type, String known) {
    super(
        "it holds numbers of type "
            + PickleRules.printable(type)
            + ", which is not read here ("
            + known
            + " are)");
  }
}

package org.ncsn.io;

import java.io.IOException;

/**
 * A file is sound, but holds numbers of a kind that is not read. Unlike damage, this is not mended
 * by another copy.
 */
public final class UnsupportedTypeException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param type the kind, as the file calls it, printable
   * @param known the kinds that are read
   */
  public UnsupportedTypeException(String type, String known) {
    super("it holds numbers of type " + type + ", which is not read here (" + known + " are)");
  }
}

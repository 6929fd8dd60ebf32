package org.ncsn.cli.output;

import java.util.Base64;

/** Pictures that stand inside of a page. */
public final class Base64Png {
  private Base64Png() {}

  /** The address of a PNG file that carries the file itself. */
  public static String of(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }
}

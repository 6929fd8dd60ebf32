package org.ncsn.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Small files in the true formats of data sets, made by other programs. */
public final class TestFiles {
  private TestFiles() {}

  /** The content of a file in the resource folder {@code data}. */
  public static byte[] bytes(String name) {
    try (InputStream in = TestFiles.class.getResourceAsStream("/data/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no /data/" + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

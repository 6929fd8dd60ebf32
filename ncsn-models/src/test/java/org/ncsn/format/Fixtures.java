package org.ncsn.format;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Small files beside the tests. */
final class Fixtures {
  private Fixtures() {}

  static Path path(Class<?> test, String name) {
    try {
      return Path.of(test.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}

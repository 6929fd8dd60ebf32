package org.ncsn.io;

import java.io.IOException;

/** What should be a file is something else; unlike damage, this is not mended by another copy. */
final class NoRegularFileException extends IOException {
  private static final long serialVersionUID = 1L;

  NoRegularFileException(String problem) {
    super(problem);
  }
}

package org.ncsn.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ncsn.cli.output.Base64Png;
import org.ncsn.io.FileErrors;

/** A PNG file that a page carries in itself. */
final class SmallPicture {
  private SmallPicture() {}

  /**
   * The address of the picture that carries it; empty if there is none, or it is too large.
   *
   * @throws org.ncsn.error.UserError if it cannot be read
   */
  static Optional<String> read(Path file, long mostBytes) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= mostBytes
          ? Optional.of(Base64Png.of(Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw FileErrors.cannotRead(file, "picture", "check its permissions", e);
    }
  }
}

package org.ncsn.data.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ncsn.io.FileErrors;
import org.ncsn.io.RegularFile;

/** A single picture in a file. */
public final class PictureFile {
  private static final long MOST_BYTES = 1L << 28;

  private PictureFile() {}

  /**
   * Reads a picture of any format that a folder of pictures may hold. What is transparent in it is
   * black.
   *
   * @throws org.ncsn.error.UserError if it cannot be read
   */
  public static Picture readOnBlack(Path file) {
    try {
      RegularFile.require(file);
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("it is larger than 256 MB");
      }
      return PictureDecoder.decode(Files.readAllBytes(file), Transparency.ON_BLACK);
    } catch (IOException e) {
      throw FileErrors.cannotRead(file, "picture", "give another one", e);
    }
  }
}

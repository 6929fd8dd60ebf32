package org.ncsn.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Opens what a person names as a file, if it is one. A pipe that nobody writes to would be waited
 * for, and a device read from, for ever.
 */
public final class RegularFile {
  private RegularFile() {}

  /**
   * Opens a file; symbolic links are followed.
   *
   * @throws IOException if it is missing or unreadable, or a folder, pipe, socket or device
   */
  public static InputStream open(Path file) throws IOException {
    require(file);
    return Files.newInputStream(file);
  }

  /**
   * Checks a file that something else opens.
   *
   * @throws IOException as {@link #open} does
   */
  public static void require(Path file) throws IOException {
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    if (!found.isRegularFile()) {
      throw new NoRegularFileException(
          found.isDirectory() ? "it is a folder" : "it is a pipe or a device");
    }
  }
}

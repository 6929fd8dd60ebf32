package org.ncsn.data;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What a file's content is recognised by.
 *
 * @param algorithm as Java calls it
 * @param digits lower-case hexadecimal
 */
public record Checksum(String algorithm, String digits) {
  /** MD5, which data sets are published with. */
  public static Checksum md5(String digits) {
    return new Checksum("MD5", digits);
  }

  /** SHA-256. */
  public static Checksum sha256(String digits) {
    return new Checksum("SHA-256", digits);
  }

  /** That of a file. */
  Checksum of(Path file) throws IOException {
    return new Checksum(algorithm, Checksums.of(algorithm, file));
  }

  @Override
  public String toString() {
    return algorithm + " " + digits;
  }
}

package org.ncsn.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.ncsn.io.RegularFile;

/** MD5, which is what data sets are published with: against accidents, not against malice. */
final class Checksums {
  private Checksums() {}

  static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  /** MD5 of a file in lower-case hexadecimal digits. */
  static String md5(Path file) throws IOException {
    MessageDigest digest = md5();
    try (InputStream in = new DigestInputStream(RegularFile.open(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}

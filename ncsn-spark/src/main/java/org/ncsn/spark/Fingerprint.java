package org.ncsn.spark;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Letters and digits that stand for a text and bytes. */
final class Fingerprint {
  /** So many make it improbable that two experiments share them. */
  private static final int LETTERS = 16;

  private Fingerprint() {}

  static String of(String text, byte[] bytes) {
    MessageDigest digest = digest();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
    return HexFormat.of().formatHex(digest.digest()).substring(0, LETTERS);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

package org.ncsn.data.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The formats of pictures, told from a file's first bytes. */
enum ImageFormat {
  JPEG(0, "\u00FF\u00D8\u00FF"),
  PNG(0, "\u0089PNG"),
  GIF(0, "GIF8"),
  BMP(0, "BM"),
  WEBP(8, "WEBP");

  private static final Pattern NAME =
      Pattern.compile("(?i)(?!\\.|.*/\\.).*\\.(jpe?g|png|gif|bmp|webp)");

  private final int offset;
  private final String mark;

  ImageFormat(int offset, String mark) {
    this.offset = offset;
    this.mark = mark;
  }

  /**
   * Whether a file is to be taken for a picture. What systems hide is not.
   *
   * @param name its path, with slashes
   */
  static boolean isNamed(String name) {
    return NAME.matcher(name).matches();
  }

  /** The format that a file's first bytes show. */
  static Optional<ImageFormat> of(byte[] file) {
    return Arrays.stream(values()).filter(format -> format.marks(file)).findFirst();
  }

  private boolean marks(byte[] file) {
    return file.length >= offset + mark.length()
        && new String(file, offset, mark.length(), StandardCharsets.ISO_8859_1).equals(mark);
  }
}

package org.ncsn.data.image;

/**
 * Antialiased bilinear resizing of 8-bit pictures, first along the rows, then along the columns,
 * with 8 bits in between: the same bytes as PIL's, and so torchvision's, {@code resize} makes.
 */
public final class Resize {
  private Resize() {}

  /** A whole picture in another size. */
  public static Picture to(Picture picture, int height, int width) {
    return apply(
        picture,
        TriangleFilter.of(picture.height(), height, 0, height),
        TriangleFilter.of(picture.width(), width, 0, width));
  }

  /** The part of a resized picture that the filters make; nothing else is computed. */
  static Picture apply(Picture picture, TriangleFilter vertical, TriangleFilter horizontal) {
    int channels = picture.channels();
    int row = horizontal.count() * channels;
    int firstRow = vertical.begin();
    byte[] narrowed = new byte[Math.multiplyExact(vertical.end() - firstRow, row)];
    for (int y = firstRow; y < vertical.end(); y++) {
      int from = y * picture.width() * channels;
      int to = (y - firstRow) * row;
      for (int i = 0; i < row; i++) {
        narrowed[to + i] =
            horizontal.at(i / channels, picture.pixels(), from + i % channels, channels);
      }
    }
    byte[] result = new byte[Math.multiplyExact(vertical.count(), row)];
    for (int y = 0; y < vertical.count(); y++) {
      for (int i = 0; i < row; i++) {
        // Row 0 of the picture would stand that far before the rows that were kept.
        result[y * row + i] = vertical.at(y, narrowed, i - firstRow * row, row);
      }
    }
    return new Picture(vertical.count(), horizontal.count(), channels, result);
  }
}

package org.ncsn.data.image;

import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataFormatImpl;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** How a camera was held (EXIF's orientation), under the names of ImageIO's standard metadata. */
enum Orientation {
  NORMAL("Normal", false, false, false),
  FLIPPED_ACROSS("FlipH", false, true, false),
  HALF_TURN("Rotate180", false, true, true),
  FLIPPED_DOWN("FlipV", false, false, true),
  TRANSPOSED("FlipVRotate90", true, false, false),
  QUARTER_TURN("Rotate270", true, false, true),
  TRANSVERSED("FlipHRotate90", true, true, true),
  THREE_QUARTER_TURN("Rotate90", true, true, false);

  private final String standardName;
  private final boolean swapped;
  private final boolean fromRight;
  private final boolean fromBottom;

  /**
   * @param swapped whether rows of the upright picture are columns of the stored one
   * @param fromRight whether the stored picture is read from right to left
   * @param fromBottom whether it is read from the bottom up
   */
  Orientation(String standardName, boolean swapped, boolean fromRight, boolean fromBottom) {
    this.standardName = standardName;
    this.swapped = swapped;
    this.fromRight = fromRight;
    this.fromBottom = fromBottom;
  }

  /** That of a reader's first image; normal if it says nothing of it. */
  static Orientation of(ImageReader reader) throws IOException {
    IIOMetadata metadata = reader.getImageMetadata(0);
    if (metadata == null || !metadata.isStandardMetadataFormatSupported()) {
      return NORMAL;
    }
    Element root = (Element) metadata.getAsTree(IIOMetadataFormatImpl.standardMetadataFormatName);
    NodeList found = root.getElementsByTagName("ImageOrientation");
    if (found.getLength() == 0) {
      return NORMAL;
    }
    String name = ((Element) found.item(0)).getAttribute("value");
    return Arrays.stream(values())
        .filter(one -> one.standardName.equalsIgnoreCase(name))
        .findFirst()
        .orElse(NORMAL);
  }

  /** A stored picture turned the way it was meant to be seen. */
  Picture upright(Picture stored) {
    if (this == NORMAL) {
      return stored;
    }
    int height = swapped ? stored.width() : stored.height();
    int width = swapped ? stored.height() : stored.width();
    int channels = stored.channels();
    byte[] pixels = new byte[stored.pixels().length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int row = swapped ? x : y;
        int column = swapped ? y : x;
        int fromY = fromBottom ? stored.height() - 1 - row : row;
        int fromX = fromRight ? stored.width() - 1 - column : column;
        System.arraycopy(
            stored.pixels(),
            (fromY * stored.width() + fromX) * channels,
            pixels,
            (y * width + x) * channels,
            channels);
      }
    }
    return new Picture(height, width, channels, pixels);
  }
}

package org.ncsn.data.image;

import org.ncsn.data.ByteImages;
import org.ncsn.tensor.Shape;

/** Images in memory in another size. */
public final class Resized {
  private Resized() {}

  /**
   * The same images, each resized as torchvision does.
   *
   * @param side of the square images
   * @param channels 1 or 3
   */
  public static ByteImages of(ByteImages images, int side, int channels) {
    Shape from = images.imageShape();
    int length = side * side * channels;
    byte[] resized = new byte[Math.multiplyExact(images.size(), length)];
    for (int i = 0; i < images.size(); i++) {
      Picture picture =
          new Picture(from.extent(0), from.extent(1), from.extent(2), images.bytes(i));
      byte[] pixels = Resize.to(picture.withChannels(channels), side, side).pixels();
      System.arraycopy(pixels, 0, resized, i * length, length);
    }
    return new ByteImages(Shape.of(images.size(), side, side, channels), resized);
  }
}

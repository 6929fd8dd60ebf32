package org.ncsn.data.image;

import org.ncsn.array.Shape;
import org.ncsn.data.ByteImages;
import org.ncsn.memory.JavaHeap;

/** Images in memory in another size. */
public final class Resized {
  private Resized() {}

  /**
   * The same images, each resized as torchvision does.
   *
   * @param side of the square images
   * @param channels 1 or 3
   * @throws org.ncsn.memory.MemoryShortage if they are more than Java can hold
   */
  public static ByteImages of(ByteImages images, int side, int channels) {
    Shape from = images.sampleShape();
    Shape shape = Shape.of(images.size(), side, side, channels);
    JavaHeap.require("a data set of images " + shape, shape.size());
    byte[] resized = new byte[shape.intSize()];
    int length = resized.length / images.size();
    for (int i = 0; i < images.size(); i++) {
      Picture picture =
          new Picture(from.extent(0), from.extent(1), from.extent(2), images.bytes(i));
      byte[] pixels = Resize.to(picture.withChannels(channels), side, side).pixels();
      System.arraycopy(pixels, 0, resized, i * length, length);
    }
    return new ByteImages(shape, resized);
  }
}

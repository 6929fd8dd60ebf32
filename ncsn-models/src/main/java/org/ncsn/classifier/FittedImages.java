package org.ncsn.classifier;

import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.image.Picture;
import org.ncsn.data.image.Resize;

/** Images of any size, as a network of one size takes them. */
final class FittedImages {
  private static final int WHITE = 255;

  private FittedImages() {}

  /**
   * Images of the wanted size and number of channels. Those that have it stay as they are; others
   * are rounded to 8 bits, turned grey or coloured, and resized, as the images of data sets are.
   *
   * @param images {@code [n,H,W,C]} of one channel or three, values in [0,1]
   * @param wanted {@code [H,W,C]}
   * @return of the same element type, values in [0,1]
   * @throws IllegalArgumentException if these are no images
   */
  static HostArray of(HostArray images, Shape wanted) {
    Shape shape = images.shape();
    if (shape.rank() != 4 || !images.dtype().isFloating()) {
      throw new IllegalArgumentException(
          "classifier: images are floating [n,H,W,C], found " + images.type());
    }
    int count = shape.extent(0);
    if (shape.equals(wanted.times(count))) {
      return images;
    }
    int length = wanted.intSize();
    double[] fitted = new double[count * length];
    for (int n = 0; n < count; n++) {
      byte[] pixels =
          Resize.to(
                  picture(images, n).withChannels(wanted.extent(2)),
                  wanted.extent(0),
                  wanted.extent(1))
              .pixels();
      for (int i = 0; i < length; i++) {
        fitted[n * length + i] = Byte.toUnsignedInt(pixels[i]) / (double) WHITE;
      }
    }
    return HostArray.of(wanted.times(count), fitted).to(images.dtype());
  }

  private static Picture picture(HostArray images, int index) {
    Shape shape = images.shape();
    int length = shape.extent(1) * shape.extent(2) * shape.extent(3);
    byte[] pixels = new byte[length];
    for (int i = 0; i < length; i++) {
      double value = Math.max(0, Math.min(1, images.at(index * length + i)));
      pixels[i] = (byte) Math.floor(value * WHITE + 0.5);
    }
    return new Picture(shape.extent(1), shape.extent(2), shape.extent(3), pixels);
  }
}

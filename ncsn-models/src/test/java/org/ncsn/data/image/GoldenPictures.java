package org.ncsn.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.data.Offset;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.golden.Golden;

/** What the pictures of the reference LMDB files decode to. */
final class GoldenPictures {
  /** By so much may decoders of what is not lossless differ in the pixels before resizing. */
  static final int LOSSY = 2;

  private static final Map<String, HostArray> PIXELS = Golden.npz("ncsnv2_lmdb", "pixels.npz");

  private GoldenPictures() {}

  /** A picture of LSUN's, in the order of the keys. */
  static Picture lsun(int index) {
    return picture(PIXELS.get("lsun." + index));
  }

  /** A picture of FFHQ's. */
  static Picture ffhq(int side, int index) {
    HostArray one = PIXELS.get("ffhq." + side).slice(index, index + 1);
    return picture(one.reshape(Shape.of(side, side, 3)));
  }

  private static Picture picture(HostArray array) {
    byte[] pixels = new byte[array.shape().intSize()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) array.ints()[i];
    }
    Shape shape = array.shape();
    return new Picture(shape.extent(0), shape.extent(1), shape.extent(2), pixels);
  }

  /**
   * Compares an image of a data set with what it should be.
   *
   * @param most how far apart they may be, in grey values
   */
  static void assertClose(HostArray image, Picture expected, int most) {
    assertThat(image.shape())
        .isEqualTo(Shape.of(1, expected.height(), expected.width(), expected.channels()));
    for (int i = 0; i < expected.pixels().length; i++) {
      assertThat(Math.round(image.floats()[i] * 255))
          .as("pixel %d", i)
          .isCloseTo(Byte.toUnsignedInt(expected.pixels()[i]), Offset.offset(most));
    }
  }
}

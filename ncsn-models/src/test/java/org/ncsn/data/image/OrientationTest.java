package org.ncsn.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a camera wrote about how it was held is heeded in every format that can say it. */
class OrientationTest {
  private static final String UPRIGHT = "red green blue white";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void isHeededInPng(int number) throws IOException {
    byte[] jpeg = ChangedFiles.resource("orientation_" + number + ".jpg");
    byte[] stored = DrawnPictures.encoded(ImageIO.read(new ByteArrayInputStream(jpeg)), "png");
    ByteOrder order = number % 2 == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    byte[] said = ChangedFiles.withPngChunk(stored, "eXIf", exif(order, number));

    assertThat(corners(PictureDecoder.decode(said))).isEqualTo(UPRIGHT);
    assertThat(corners(PictureDecoder.decode(stored)).equals(UPRIGHT)).isEqualTo(number == 1);
  }

  @Test
  void isHeededInWebp() throws IOException {
    byte[] stored = ChangedFiles.resource("lossless.webp");
    byte[] exif = exif(ByteOrder.LITTLE_ENDIAN, 6);
    byte[] marked = ChangedFiles.joined("Exif\0\0".getBytes(StandardCharsets.US_ASCII), exif);

    assertThat(corners(PictureDecoder.decode(stored))).isEqualTo(UPRIGHT);
    for (byte[] content : new byte[][] {exif, marked}) {
      byte[] said =
          ChangedFiles.webp(
              32, 48, ChangedFiles.frames(stored), ChangedFiles.webpChunk("EXIF", content));
      assertThat(corners(PictureDecoder.decode(said))).isEqualTo("blue red white green");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 0xFFFF})
  void isNormalWithoutANumberOfThose(int number) {
    assertThat(Exif.orientation(ByteBuffer.wrap(exif(ByteOrder.BIG_ENDIAN, number))))
        .isEqualTo(Orientation.NORMAL);
  }

  @Test
  void isNormalIfWhatTheCameraWroteIsDamaged() {
    byte[] whole = exif(ByteOrder.LITTLE_ENDIAN, 3);
    byte[] elsewhere = whole.clone();
    elsewhere[7] = (byte) 0x80;

    assertThat(Exif.orientation(ByteBuffer.wrap(whole))).isEqualTo(Orientation.HALF_TURN);
    assertThat(Exif.orientation(ByteBuffer.wrap(elsewhere))).isEqualTo(Orientation.NORMAL);
    for (int length = 0; length < 32; length++) {
      assertThat(Exif.orientation(ByteBuffer.wrap(whole, 0, length)))
          .as("%d bytes", length)
          .isEqualTo(Orientation.NORMAL);
    }
  }

  /** A TIFF file of one directory of two entries: the image's width, and the orientation. */
  private static byte[] exif(ByteOrder order, int number) {
    byte[] mark = (order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer tiff = ByteBuffer.allocate(38).order(order);
    tiff.put(mark).putShort((short) 42).putInt(8).putShort((short) 2);
    tiff.putShort((short) 0x0100)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) 7)
        .putShort((short) 0);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) number);
    return tiff.array();
  }

  private static String corners(Picture picture) {
    int bottom = picture.height() * 3 / 4;
    int right = picture.width() * 3 / 4;
    int top = picture.height() / 4;
    int left = picture.width() / 4;
    return String.join(
        " ",
        colour(picture, top, left),
        colour(picture, top, right),
        colour(picture, bottom, left),
        colour(picture, bottom, right));
  }

  private static String colour(Picture picture, int y, int x) {
    int rgb = 0;
    for (int c = 0; c < 3; c++) {
      int value = Byte.toUnsignedInt(picture.pixels()[(y * picture.width() + x) * 3 + c]);
      rgb |= value > 127 ? 1 << c : 0;
    }
    return switch (rgb) {
      case 1 -> "red";
      case 2 -> "green";
      case 4 -> "blue";
      case 7 -> "white";
      default -> "none";
    };
  }
}

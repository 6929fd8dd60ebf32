package org.ncsn.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The first frame of an animation stands where it belongs on the canvas. */
class CanvasTest {
  private static final byte[] NO_CONTROL = {};

  @Test
  void isInTheFirstColourAroundAFrameOfGif() throws IOException {
    Picture picture = PictureDecoder.decode(gif(5, 4, NO_CONTROL, 2, 1));

    assertThat(picture.width()).isEqualTo(5);
    assertThat(picture.height()).isEqualTo(4);
    assertThat(red(picture)).containsExactly(grid(5, 4, 2, 1, 200, 10));
  }

  @Test
  void isInTheTransparentColourIfThereIsOne() throws IOException {
    byte[] control = {0x21, (byte) 0xF9, 4, 1, 0, 0, 2, 0};

    assertThat(red(PictureDecoder.decode(gif(3, 3, control, 0, 2))))
        .containsExactly(grid(3, 3, 0, 2, 200, 90));
  }

  @Test
  void isBlackWhereTransparencyIs() throws IOException {
    byte[] gif = gif(3, 2, NO_CONTROL, 1, 1);

    assertThat(red(PictureDecoder.decode(gif, Transparency.ON_BLACK)))
        .containsExactly(grid(3, 2, 1, 1, 200, 0));
  }

  @Test
  void growsWithAFrameThatReachesBeyondIt() throws IOException {
    Picture picture = PictureDecoder.decode(gif(0, 0, NO_CONTROL, 1, 3));

    assertThat(picture.width()).isEqualTo(2);
    assertThat(picture.height()).isEqualTo(4);
  }

  @Test
  void isNoLargerThanAnyPicture() {
    byte[] gif = gif(0xFFFF, 0xFFFF, NO_CONTROL, 0, 0);

    assertThatThrownBy(() -> PictureDecoder.decode(gif))
        .isInstanceOf(IOException.class)
        .hasMessage("its canvas has more than 67108864 pixels");
  }

  @Test
  void isBlackAroundAFrameOfWebp() throws IOException {
    byte[] frame = ChangedFiles.frames(ChangedFiles.resource("lossless.webp"));
    byte[] where = ChangedFiles.wide(5, 3, 31, 47, 0);
    byte[] animation =
        ChangedFiles.webp(
            100,
            80,
            ChangedFiles.webpChunk("ANIM", new byte[6]),
            ChangedFiles.webpChunk("ANMF", ChangedFiles.joined(where, new byte[1], frame)));

    Picture picture = PictureDecoder.decode(animation);

    assertThat(picture.width()).isEqualTo(100);
    assertThat(picture.height()).isEqualTo(80);
    int[] red = red(picture);
    assertThat(red[5 * 100 + 10]).isZero();
    assertThat(red[6 * 100 + 9]).isZero();
    assertThat(red[6 * 100 + 10]).isEqualTo(255);
    assertThat(red[(6 + 47) * 100 + 10 + 31]).isEqualTo(255);
    assertThat(red[(6 + 48) * 100 + 10 + 31]).isZero();
  }

  @Test
  void hasItsFrameBehindCommentsOfAnyLength() throws IOException {
    byte[] comment = new byte[3 + 2 * 5000];
    Arrays.fill(comment, (byte) 1);
    comment[0] = 0x21;
    comment[1] = (byte) 0xFE;
    comment[comment.length - 1] = 0;
    byte[] plain = gif(5, 4, NO_CONTROL, 2, 1);
    byte[] commented = gif(5, 4, comment, 2, 1);

    assertThat(commented).hasSize(plain.length + comment.length);
    assertThat(GifFrame.of(commented).file()).isEqualTo(plain);
  }

  /** What the first colour channel is of a picture of one other pixel. */
  private static int[] grid(int width, int height, int x, int y, int pixel, int others) {
    int[] grid = new int[width * height];
    Arrays.fill(grid, others);
    grid[y * width + x] = pixel;
    return grid;
  }

  private static int[] red(Picture picture) {
    int[] red = new int[picture.width() * picture.height()];
    Arrays.setAll(red, i -> Byte.toUnsignedInt(picture.pixels()[i * picture.channels()]));
    return red;
  }

  /** A GIF file with one frame of one pixel, in the second of four colours. */
  private static byte[] gif(int width, int height, byte[] extension, int left, int top) {
    byte[] colours = {10, 20, 30, (byte) 200, 100, 50, 90, 80, 70, 0, 0, 0};
    // Width of the codes, one block of two bytes, and the end: clear, colour 1, stop.
    byte[] data = {2, 2, 0x4C, 0x01, 0, 0x3B};
    ByteBuffer file =
        ByteBuffer.allocate(13 + colours.length + extension.length + 10 + data.length);
    file.order(ByteOrder.LITTLE_ENDIAN).put("GIF89a".getBytes(StandardCharsets.US_ASCII));
    file.putShort((short) width).putShort((short) height).put((byte) 0x81).putShort((short) 0);
    file.put(colours).put(extension).put((byte) 0x2C).putShort((short) left).putShort((short) top);
    return file.putShort((short) 1).putShort((short) 1).put((byte) 0).put(data).array();
  }
}

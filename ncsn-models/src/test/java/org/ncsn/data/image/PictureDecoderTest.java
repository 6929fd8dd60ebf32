package org.ncsn.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {
  private static final int ORANGE = 0xF08020;

  @ParameterizedTest
  @CsvSource({"png, 0", "bmp, 0", "gif, 0", "jpg, 6"})
  void decodesEveryFormatThatImageIoWrites(String format, int tolerance) throws IOException {
    Picture picture = PictureDecoder.decode(DrawnPictures.plain(format, 5, 3, ORANGE));

    assertThat(picture.width()).isEqualTo(5);
    assertThat(picture.height()).isEqualTo(3);
    assertColour(picture, 1, 1, ORANGE, tolerance);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lossless.webp",
        "lossy.webp",
        "orientation_1.jpg",
        "orientation_2.jpg",
        "orientation_3.jpg",
        "orientation_4.jpg",
        "orientation_5.jpg",
        "orientation_6.jpg",
        "orientation_7.jpg",
        "orientation_8.jpg"
      })
  void showsPicturesTheWayTheyWereMeant(String file) throws IOException {
    Picture picture = PictureDecoder.decode(resource(file));

    assertThat(picture.height()).isEqualTo(48);
    assertThat(picture.width()).isEqualTo(32);
    assertColour(picture, 12, 8, 0xFF0000, 12);
    assertColour(picture, 12, 24, 0x00FF00, 12);
    assertColour(picture, 36, 8, 0x0000FF, 12);
    assertColour(picture, 36, 24, 0xFFFFFF, 12);
  }

  @Test
  void decodesWhatPrintersUse() throws IOException {
    Picture picture = PictureDecoder.decode(resource("cmyk.jpg"));

    assertColour(picture, 12, 8, 0xFF0000, 60);
    assertColour(picture, 36, 24, 0xFFFFFF, 60);
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
  void takesGreyAsItIsStored(int type) throws IOException {
    BufferedImage image = new BufferedImage(2, 1, type);
    image.getRaster().setSample(0, 0, 0, type == BufferedImage.TYPE_BYTE_GRAY ? 100 : 100 << 8);

    Picture picture = PictureDecoder.decode(DrawnPictures.encoded(image, "png"));

    assertThat(picture.channels()).isEqualTo(1);
    assertThat(picture.pixels()).containsExactly(100, 0);
  }

  @Test
  void leavesTransparencyOut() throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x10_20_30_40);

    assertColour(PictureDecoder.decode(DrawnPictures.encoded(image, "png")), 0, 0, 0x203040, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "gif", "jpg"})
  void refusesFilesThatAreCutOff(String format) {
    byte[] whole = noise(format);

    for (int length : new int[] {whole.length / 2, 40, 12, 1, 0}) {
      assertThatThrownBy(() -> PictureDecoder.decode(Arrays.copyOf(whole, length)))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lossless.webp", "lossy.webp"})
  void refusesWebpFilesThatAreCutOff(String file) throws IOException {
    byte[] whole = resource(file);

    assertThatThrownBy(() -> PictureDecoder.decode(Arrays.copyOf(whole, 40)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void refusesAnythingElse() {
    assertThatThrownBy(() -> PictureDecoder.decode(new byte[1000]))
        .isInstanceOf(IOException.class)
        .hasMessage("it is no JPEG, PNG, GIF, BMP or WebP");
  }

  @Test
  void refusesABombByItsHeader() {
    byte[] png = DrawnPictures.plain("png", 1, 1, ORANGE);
    ByteBuffer header = ByteBuffer.wrap(png);
    header.putInt(16, 60_000).putInt(20, 50_000);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    header.putInt(29, (int) crc.getValue());

    assertThatThrownBy(() -> PictureDecoder.decode(png))
        .isInstanceOf(IOException.class)
        .hasMessage("it claims 3000000000 pixels, more than 67108864");
  }

  @Test
  void refusesABombBehindAHarmlessHeader() throws IOException {
    // From its twelfth byte on, the file is one chunk: tag, length, and a lossy frame.
    byte[] lossy = resource("lossy.webp");
    ByteBuffer.wrap(lossy).order(ByteOrder.LITTLE_ENDIAN).putInt(26, 16_383 << 16 | 16_383);
    byte[] lossless = resource("lossless.webp");
    ByteBuffer.wrap(lossless).order(ByteOrder.LITTLE_ENDIAN).putInt(21, (1 << 28) - 1);

    for (byte[] frame : List.of(lossy, lossless)) {
      assertThatThrownBy(() -> PictureDecoder.decode(withCanvasOfOnePixel(frame)))
          .isInstanceOf(IOException.class)
          .hasMessageMatching("it claims \\d+ pixels, more than 67108864");
    }
  }

  @Test
  void refusesAPictureThatIsGoneOverTooOften() throws IOException {
    byte[] progressive = DrawnPictures.progressive(16, 16, ORANGE);
    int frame = indexOf(progressive, 0xC2);
    int scan = indexOf(progressive, 0xDA);
    byte[] scans = Arrays.copyOfRange(progressive, scan, progressive.length - 2);
    byte[] large = progressive.clone();
    ByteBuffer.wrap(large).putShort(frame + 5, (short) 8192).putShort(frame + 7, (short) 8192);
    byte[] enough = new byte[1 << 17];
    byte[] often = ChangedFiles.joined(Arrays.copyOf(large, large.length - 2), scans, enough);

    assertColour(PictureDecoder.decode(progressive), 1, 1, ORANGE, 6);
    assertThat(JpegSegments.of(often).scans()).isEqualTo(2 * JpegSegments.of(large).scans());
    assertThatThrownBy(() -> PictureDecoder.decode(often))
        .isInstanceOf(IOException.class)
        .hasMessage("it goes over its 67108864 pixels 20 times");
  }

  private static int indexOf(byte[] jpeg, int marker) {
    return IntStream.range(0, jpeg.length - 1)
        .filter(i -> jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) marker)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void countsNoScansThatAreNotDecoded() throws IOException {
    byte[] jpeg = DrawnPictures.plain("jpg", 4, 4, ORANGE);
    byte[] scanInside = {(byte) 0xFF, (byte) 0xE5, 0, 6, (byte) 0xFF, (byte) 0xDA, 0, 2};
    byte[] start = Arrays.copyOf(jpeg, 2);
    byte[] rest = Arrays.copyOfRange(jpeg, 2, jpeg.length);

    assertThat(JpegSegments.of(jpeg).scans()).isEqualTo(1);
    assertThat(JpegSegments.of(ChangedFiles.joined(start, scanInside, rest)).scans()).isEqualTo(1);
    assertThat(JpegSegments.of(ChangedFiles.joined(jpeg, jpeg)).scans()).isEqualTo(1);
  }

  @Test
  void refusesMorePartsThanHonestFilesHave() {
    byte[] png = DrawnPictures.plain("png", 1, 1, ORANGE);
    byte[] jpeg = DrawnPictures.plain("jpg", 1, 1, ORANGE);
    byte[] chunk = ChangedFiles.pngChunk("IDAT", new byte[0]);
    byte[] segment = {(byte) 0xFF, (byte) 0xFE, 0, 2};

    assertThatThrownBy(() -> PictureDecoder.decode(ChangedFiles.with(png, 33, chunk, 1 << 17)))
        .isInstanceOf(IOException.class)
        .hasMessage("it has more than 131072 chunks");
    assertThatThrownBy(() -> PictureDecoder.decode(ChangedFiles.with(jpeg, 2, segment, 1 << 12)))
        .isInstanceOf(IOException.class)
        .hasMessage("it has more than 4096 segments");
  }

  @Test
  void refusesWebpFilesThatWouldBeDecodedManyTimesOver() throws IOException {
    byte[] frame = ChangedFiles.frames(ChangedFiles.resource("lossless.webp"));
    byte[] alpha = ChangedFiles.webpChunk("ALPH", new byte[2]);
    byte[] other = ChangedFiles.webpChunk("abcd", new byte[0]);

    assertThat(WebpChunks.of(ChangedFiles.webp(32, 48, frame, frame, frame)).largestFrame())
        .isEqualTo(3 * 32 * 48);
    for (byte[] bomb :
        List.of(
            ChangedFiles.webp(32, 48, alpha, alpha, frame),
            ChangedFiles.with(ChangedFiles.webp(32, 48, frame), 30, other, 1 << 16))) {
      assertThatThrownBy(() -> PictureDecoder.decode(bomb))
          .isInstanceOf(IOException.class)
          .hasMessage("it has more chunks than a picture needs");
    }
  }

  @Test
  void refusesALargePictureOfNothing() {
    byte[] header = {0x2F, 0, 0, 0, 0};
    ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putInt(1, 8191 | (8191 << 14));
    byte[] file =
        ChangedFiles.plainWebp(
            ChangedFiles.webpChunk("VP8L", ChangedFiles.joined(header, new byte[25])));

    assertThatThrownBy(() -> PictureDecoder.decode(file))
        .isInstanceOf(IOException.class)
        .hasMessage("it claims 67108864 pixels in 50 bytes");
  }

  /** Its pixels take a bit each, and there are hardly any. */
  @Test
  void doesNotMakeUpPixelsFromAFileThatIsCutOff() {
    int side = 1024;
    // No transforms, cache or groups; two greens; one red, blue, alpha and distance.
    BitSet bits = new BitSet();
    bits.set(3, 6);
    bits.set(14);
    for (int one : new int[] {22, 26, 30, 34}) {
      bits.set(one);
    }
    byte[] content =
        ByteBuffer.allocate(5 + 16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 0x2F)
            .putInt((side - 1) | ((side - 1) << 14))
            .put(bits.toByteArray())
            .array();

    assertThatThrownBy(
            () ->
                PictureDecoder.decode(
                    ChangedFiles.plainWebp(ChangedFiles.webpChunk("VP8L", content))))
        .isInstanceOf(IOException.class)
        .hasMessage("it is cut off");
  }

  private static byte[] withCanvasOfOnePixel(byte[] webp) {
    byte[] canvas = new byte[18];
    System.arraycopy("VP8X".getBytes(StandardCharsets.US_ASCII), 0, canvas, 0, 4);
    canvas[4] = 10;
    ByteBuffer file = ByteBuffer.allocate(webp.length + canvas.length);
    file.put(webp, 0, 12).put(canvas).put(webp, 12, webp.length - 12);
    return file.order(ByteOrder.LITTLE_ENDIAN).putInt(4, file.capacity() - 8).array();
  }

  @Test
  void refusesAPictureWithinABitmap() {
    byte[] bmp = DrawnPictures.plain("bmp", 1, 1, ORANGE);
    bmp[30] = 5;

    assertThatThrownBy(() -> PictureDecoder.decode(bmp))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("wrap other formats");
  }

  private static byte[] noise(String format) {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, i * 0x9E3779B1);
    }
    return DrawnPictures.encoded(image, format);
  }

  private static byte[] resource(String file) throws IOException {
    try (InputStream in = PictureDecoderTest.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }

  private static void assertColour(Picture picture, int y, int x, int rgb, int tolerance) {
    for (int c = 0; c < 3; c++) {
      int at = (y * picture.width() + x) * 3 + c;
      assertThat(Byte.toUnsignedInt(picture.pixels()[at]))
          .as("channel %d", c)
          .isCloseTo(rgb >> (16 - 8 * c) & 0xFF, within(tolerance));
    }
  }
}

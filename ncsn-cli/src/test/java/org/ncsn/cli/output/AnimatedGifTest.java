package org.ncsn.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.error.UserError;

class AnimatedGifTest {
  private static final Duration DELAY = Duration.ofMillis(80);
  private static final Duration LAST_DELAY = Duration.ofSeconds(2);

  @TempDir private Path folder;

  @Test
  void keepsGreyLevelsNearlyAsTheyAre() throws IOException {
    Path file = folder.resolve("movie.gif");
    BufferedImage[] frames = {greyFrame(0), greyFrame(100), greyFrame(200)};

    write(file, frames);

    ImageReader reader = reader(file);
    assertThat(reader.getNumImages(true)).isEqualTo(3);
    for (int i = 0; i < frames.length; i++) {
      BufferedImage read = reader.read(i);
      for (int y = 0; y < 16; y++) {
        for (int x = 0; x < 16; x++) {
          int level = frames[i].getRaster().getSample(x, y, 0);
          int shown = read.getRGB(x, y) & 0xff;
          assertThat(read.getRGB(x, y) & 0xffffff).as("grey").isEqualTo(shown * 0x010101);
          assertThat(shown).isBetween(level - 9, level + 9);
        }
      }
    }
  }

  @Test
  void showsTheLastFrameLongerAndRepeatsForEver() throws IOException {
    Path file = folder.resolve("movie.gif");

    write(file, greyFrame(0), greyFrame(1), greyFrame(2));

    ImageReader reader = reader(file);
    assertThat(delay(reader, 0)).isEqualTo("8");
    assertThat(delay(reader, 1)).isEqualTo("8");
    assertThat(delay(reader, 2)).isEqualTo("200");
    IIOMetadataNode extension =
        (IIOMetadataNode) tree(reader, 0).getElementsByTagName("ApplicationExtension").item(0);
    assertThat(extension.getAttribute("applicationID")).isEqualTo("NETSCAPE");
    assertThat((byte[]) extension.getUserObject()).containsExactly(1, 0, 0);
    assertThat(tree(reader, 1).getElementsByTagName("ApplicationExtension").getLength()).isZero();
  }

  @Test
  void keepsColoursNearlyAsTheyAre() throws IOException {
    BufferedImage frame = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 32; x++) {
        frame.setRGB(x, y, ((x * 8) << 16) | ((y * 8) << 8) | ((x + y) * 4));
      }
    }
    Path file = folder.resolve("movie.gif");

    write(file, frame, frame);

    BufferedImage read = reader(file).read(1);
    double squares = 0;
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 32; x++) {
        for (int shift = 0; shift < 24; shift += 8) {
          int difference = channel(read, x, y, shift) - channel(frame, x, y, shift);
          squares += difference * difference;
        }
      }
    }
    assertThat(Math.sqrt(squares / (3 * 32 * 32))).isLessThan(10);
  }

  @Test
  void writesFramesAsTheyCome() throws IOException {
    Path unfinished = folder.resolve(".movie.gif.tmp");
    try (Animation movie = Animation.gif(folder.resolve("movie.gif"), DELAY, LAST_DELAY)) {
      movie.add(greyFrame(0));
      movie.add(greyFrame(1));
      long size = Files.size(unfinished);
      for (int i = 0; i < 200; i++) {
        movie.add(greyFrame(i));
      }
      assertThat(Files.size(unfinished)).isGreaterThan(size + 200 * 100);
    }
    assertThat(unfinished).doesNotExist();
  }

  @Test
  void replacesAnOlderMovie() throws IOException {
    Path file = Files.writeString(folder.resolve("movie.gif"), "old");

    write(file, greyFrame(0));

    assertThat(reader(file).getNumImages(true)).isEqualTo(1);
  }

  @Test
  void leavesNoFileWithoutFrames() {
    Path file = folder.resolve("movie.gif");

    write(file);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysWhenTheFileCannotBeWritten() {
    Path file = folder.resolve("missing").resolve("movie.gif");

    assertThatThrownBy(() -> write(file, greyFrame(0), greyFrame(1)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("cannot write " + file);
  }

  private static void write(Path file, BufferedImage... frames) {
    try (Animation movie = Animation.gif(file, DELAY, LAST_DELAY)) {
      for (BufferedImage frame : frames) {
        movie.add(frame);
      }
    }
  }

  /** Every level once, in an order that the offset turns. */
  private static BufferedImage greyFrame(int offset) {
    BufferedImage frame = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 256; i++) {
      frame.getRaster().setSample(i % 16, i / 16, 0, (i * 37 + offset) % 256);
    }
    return frame;
  }

  private static int channel(BufferedImage image, int x, int y, int shift) {
    return (image.getRGB(x, y) >> shift) & 0xff;
  }

  private static ImageReader reader(Path file) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    byte[] bytes = Files.readAllBytes(file);
    reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(bytes)));
    return reader;
  }

  private static IIOMetadataNode tree(ImageReader reader, int frame) throws IOException {
    return (IIOMetadataNode)
        reader.getImageMetadata(frame).getAsTree("javax_imageio_gif_image_1.0");
  }

  private static String delay(ImageReader reader, int frame) throws IOException {
    return ((IIOMetadataNode)
            tree(reader, frame).getElementsByTagName("GraphicControlExtension").item(0))
        .getAttribute("delayTime");
  }
}

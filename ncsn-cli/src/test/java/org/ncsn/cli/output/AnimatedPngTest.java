package org.ncsn.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.InflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.error.UserError;

/** The file is taken apart by the rules of the PNG specification. */
class AnimatedPngTest {
  private static final int WIDTH = 7;
  private static final int HEIGHT = 5;

  @TempDir Path folder;

  @Test
  void showsItsFirstFrameWhereNothingMoves() throws IOException {
    Path file = write(frame(0), frame(1));
    BufferedImage read = ImageIO.read(file.toFile());
    assertThat(read.getRaster().getSample(3, 2, 0)).isEqualTo(level(0, 3, 2));
  }

  @Test
  void holdsEveryFrameExactly() throws IOException {
    List<Chunk> chunks = chunks(write(frame(0), frame(1), frame(2)));
    assertThat(chunks.stream().map(Chunk::name))
        .containsExactly("IHDR", "acTL", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND");
    ByteBuffer count = chunks.get(1).content();
    assertThat(count.getInt()).isEqualTo(3);
    assertThat(count.getInt()).as("repetitions, 0 for no end").isZero();
    for (int frame = 0; frame < 3; frame++) {
      ByteBuffer control = chunks.get(2 + 2 * frame).content();
      assertThat(control.getInt()).isEqualTo(frame == 0 ? 0 : 2 * frame - 1);
      assertThat(control.getInt()).isEqualTo(WIDTH);
      assertThat(control.getInt()).isEqualTo(HEIGHT);
      assertThat(control.getLong()).as("place").isZero();
      assertThat(control.getShort()).isEqualTo((short) (frame == 2 ? 2000 : 80));
      assertThat(control.getShort()).isEqualTo((short) 1000);
      ByteBuffer pixels = chunks.get(3 + 2 * frame).content();
      if (frame > 0) {
        assertThat(pixels.getInt()).isEqualTo(2 * frame);
      }
      checkPixels(frame, inflated(pixels));
    }
  }

  /** Rows of a filter byte and the pixels; the writer may filter them. */
  private static void checkPixels(int frame, byte[] rows) {
    assertThat(rows).hasSize(HEIGHT * (WIDTH + 1));
    byte[] above = new byte[WIDTH];
    for (int y = 0; y < HEIGHT; y++) {
      int filter = rows[y * (WIDTH + 1)];
      byte[] row = new byte[WIDTH];
      for (int x = 0; x < WIDTH; x++) {
        int left = x == 0 ? 0 : row[x - 1] & 0xff;
        int up = above[x] & 0xff;
        int corner = x == 0 ? 0 : above[x - 1] & 0xff;
        int predicted =
            switch (filter) {
              case 0 -> 0;
              case 1 -> left;
              case 2 -> up;
              case 3 -> (left + up) / 2;
              default -> paeth(left, up, corner);
            };
        row[x] = (byte) (rows[y * (WIDTH + 1) + 1 + x] + predicted);
        assertThat(row[x] & 0xff).isEqualTo(level(frame, x, y));
      }
      above = row;
    }
  }

  private static int paeth(int left, int up, int corner) {
    int estimate = left + up - corner;
    int toLeft = Math.abs(estimate - left);
    int toUp = Math.abs(estimate - up);
    int toCorner = Math.abs(estimate - corner);
    if (toLeft <= toUp && toLeft <= toCorner) {
      return left;
    }
    return toUp <= toCorner ? up : corner;
  }

  @Test
  void leavesNothingWithoutFramesOrPlace() {
    write();
    assertThat(folder).isEmptyDirectory();
    Path file = folder.resolve("missing").resolve("movie.png");
    assertThatThrownBy(
            () -> {
              try (Animation movie =
                  Animation.png(file, Duration.ofMillis(80), Duration.ofMillis(80))) {
                movie.add(frame(0));
                movie.add(frame(1));
              }
            })
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("cannot write " + file);
  }

  private Path write(BufferedImage... frames) {
    Path file = folder.resolve("movie.png");
    try (Animation movie = Animation.png(file, Duration.ofMillis(80), Duration.ofSeconds(2))) {
      for (BufferedImage frame : frames) {
        movie.add(frame);
      }
    }
    return file;
  }

  private static BufferedImage frame(int number) {
    BufferedImage frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      frame.getRaster().setSample(i % WIDTH, i / WIDTH, 0, level(number, i % WIDTH, i / WIDTH));
    }
    return frame;
  }

  private static int level(int frame, int x, int y) {
    return (frame * 90 + x * 31 + y * 57) % 256;
  }

  private record Chunk(String name, ByteBuffer content) {}

  private static List<Chunk> chunks(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).position(8);
    List<Chunk> chunks = new ArrayList<>();
    while (in.hasRemaining()) {
      int length = in.getInt();
      byte[] name = new byte[4];
      in.get(name);
      byte[] content = new byte[length];
      in.get(content);
      CRC32 crc = new CRC32();
      crc.update(name);
      crc.update(content);
      assertThat(in.getInt()).isEqualTo((int) crc.getValue());
      chunks.add(new Chunk(new String(name, StandardCharsets.US_ASCII), ByteBuffer.wrap(content)));
    }
    return chunks;
  }

  private static byte[] inflated(ByteBuffer content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InflaterOutputStream inflater = new InflaterOutputStream(out)) {
      byte[] deflated = new byte[content.remaining()];
      content.get(deflated);
      inflater.write(deflated);
    }
    return out.toByteArray();
  }
}

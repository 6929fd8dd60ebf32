package org.ncsn.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.error.UserError;

class EventLogTest {
  @TempDir Path folder;

  @Test
  void readsBackWhatWasWritten() throws IOException {
    BufferedImage picture = new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setSample(7, 5, 0, 99);
    try (TensorBoard board = TensorBoard.open(folder, 0)) {
      board.text("comment", "<b>\u00e4 \u6f22</b>", 0);
      board.scalar("loss", 390.25, 1);
      board.scalar("loss", -1e-3, 200_001);
      board.scalar("test", 2, 1);
      board.image("samples", picture, 300);
    }
    EventLog log = EventLog.read(folder);
    assertThat(log.scalar("loss"))
        .containsEntry(1L, 390.25)
        .containsEntry(200_001L, (double) -1e-3f);
    assertThat(log.scalar("test")).hasSize(1);
    assertThat(log.scalar("none")).isEmpty();
    assertThat(log.text("comment")).isEqualTo("<b>\u00e4 \u6f22</b>");
    assertThat(log.text("none")).isEmpty();
    byte[] png = log.pictures().get(300L);
    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getRaster().getSample(7, 5, 0))
        .isEqualTo(99);
  }

  @Test
  void forgetsWhatAResumedRunTookAgain() {
    try (TensorBoard board = TensorBoard.open(folder, 0)) {
      for (int step = 1; step <= 10; step++) {
        board.scalar("loss", step, step);
      }
    }
    try (TensorBoard board = TensorBoard.open(folder, 6)) {
      board.scalar("loss", 70, 7);
    }
    assertThat(EventLog.read(folder).scalar("loss").values())
        .containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 70.0);
  }

  @Test
  void readsAsFarAsAFileGoes() throws IOException {
    try (TensorBoard board = TensorBoard.open(folder, 0)) {
      for (int step = 1; step <= 100; step++) {
        board.scalar("loss", step, step);
      }
    }
    Path file = onlyFile();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThat(EventLog.read(folder).scalar("loss")).hasSizeBetween(40, 60);
  }

  @Test
  void survivesDamage() throws IOException {
    try (TensorBoard board = TensorBoard.open(folder, 0)) {
      board.text("comment", "a", 0);
      board.scalar("loss", 1, 1);
      board.scalar("loss", 2, 2);
    }
    Path file = onlyFile();
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(1);
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      try {
        EventLog.read(folder);
      } catch (UserError refused) {
        assertThat(refused).hasMessageNotContaining("\n");
      }
    }
  }

  @Test
  void knowsNothingOfAFolderThatIsNotThere() {
    assertThat(EventLog.read(folder.resolve("none")).scalar("loss")).isEmpty();
  }

  private Path onlyFile() throws IOException {
    try (var files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }
}

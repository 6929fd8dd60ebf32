package org.ncsn.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.error.UserError;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;

/** What is written is read with TensorFlow's own classes and a plain checksum. */
class TensorBoardTest {
  private static final Clock NOON =
      Clock.fixed(Instant.ofEpochMilli(1_700_000_000_250L), ZoneOffset.UTC);

  @TempDir private Path folder;

  @Test
  void beginsWithTheVersionOfTheFormat() throws IOException {
    TensorBoard.open(folder, 0, NOON).close();

    List<Event> events = EventFiles.read(files().get(0));
    assertThat(events).hasSize(1);
    assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.get(0).getWallTime()).isEqualTo(1_700_000_000.25);
    assertThat(files().get(0).getFileName().toString())
        .startsWith("events.out.tfevents.1700000000.");
  }

  @Test
  void writesScalars() throws IOException {
    try (TensorBoard board = TensorBoard.open(folder, 0, NOON)) {
      board.scalar("loss", 390.25, 1);
      board.scalar("test_dsm_loss", Double.NaN, 200_001);
    }

    List<Event> events = EventFiles.read(files().get(0));
    assertThat(events.get(1).getStep()).isEqualTo(1);
    assertThat(value(events.get(1)).getTag()).isEqualTo("loss");
    assertThat(value(events.get(1)).getSimpleValue()).isEqualTo(390.25f);
    assertThat(events.get(2).getStep()).isEqualTo(200_001);
    assertThat(value(events.get(2)).getSimpleValue()).isNaN();
  }

  @Test
  void writesImages() throws IOException {
    BufferedImage picture = new BufferedImage(300, 200, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setSample(7, 5, 0, 99);
    try (TensorBoard board = TensorBoard.open(folder, 0, NOON)) {
      board.image("samples", picture, 5000);
      board.image("colour", new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), 5000);
    }

    List<Event> events = EventFiles.read(files().get(0));
    Summary.Image image = value(events.get(1)).getImage();
    assertThat(image.getWidth()).isEqualTo(300);
    assertThat(image.getHeight()).isEqualTo(200);
    assertThat(image.getColorspace()).isEqualTo(1);
    byte[] png = image.getEncodedImageString().toByteArray();
    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getRaster().getSample(7, 5, 0))
        .isEqualTo(99);
    assertThat(value(events.get(2)).getImage().getColorspace()).isEqualTo(3);
  }

  @Test
  void writesTexts() throws IOException {
    try (TensorBoard board = TensorBoard.open(folder, 0, NOON)) {
      board.text("comment", "larger steps", 3);
    }

    Summary.Value text = value(EventFiles.read(files().get(0)).get(1));
    assertThat(text.getTag()).isEqualTo("comment");
    assertThat(text.getTensor().getStringVal(0).toStringUtf8()).isEqualTo("larger steps");
    assertThat(text.getTensor().getDtype()).isEqualTo(DataType.DT_STRING);
    assertThat(text.getMetadata().getPluginData().getPluginName()).isEqualTo("text");
  }

  @Test
  void startsAFileOfItsOwnWhenTrainingIsResumed() throws IOException {
    TensorBoard.open(folder, 0, NOON).close();
    TensorBoard.open(folder, 500, NOON).close();

    assertThat(files()).hasSize(2);
    Event start = EventFiles.read(files().get(1)).get(1);
    assertThat(start.getSessionLog().getStatus()).isEqualTo(SessionLog.SessionStatus.START);
    assertThat(start.getStep()).isEqualTo(501);
  }

  @Test
  void showsWhatWasWrittenAfterAFlush() throws IOException {
    try (TensorBoard board = TensorBoard.open(folder, 0, NOON)) {
      board.scalar("loss", 1, 1);
      board.flush();

      assertThat(EventFiles.read(files().get(0))).hasSize(2);
    }
  }

  @Test
  void flushesByItselfAfterAWhile() throws IOException {
    Instant[] now = {NOON.instant()};
    Clock clock = new SettableClock(now);
    try (TensorBoard board = TensorBoard.open(folder, 0, clock)) {
      board.scalar("loss", 1, 1);
      assertThat(EventFiles.read(files().get(0))).hasSize(1);

      now[0] = now[0].plusSeconds(6);
      board.scalar("loss", 1, 2);
      assertThat(EventFiles.read(files().get(0))).hasSize(3);
    }
  }

  @Test
  void saysWhenTheFolderIsMissing() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> TensorBoard.open(missing, 0))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("cannot write " + missing);
  }

  private List<Path> files() throws IOException {
    return EventFiles.in(folder);
  }

  private static Summary.Value value(Event event) {
    assertThat(event.getSummary().getValueCount()).isEqualTo(1);
    return event.getSummary().getValue(0);
  }

  private static final class SettableClock extends Clock {
    private final Instant[] now;

    SettableClock(Instant[] now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now[0];
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}

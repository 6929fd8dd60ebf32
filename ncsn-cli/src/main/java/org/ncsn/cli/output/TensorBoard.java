package org.ncsn.cli.output;

import java.awt.image.BufferedImage;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.ncsn.io.FileErrors;

/**
 * Writes scalars and images for TensorBoard: a file of {@code Event} messages. Every process writes
 * a file of its own; TensorBoard joins those of a folder.
 */
public final class TensorBoard implements Closeable {
  private static final Duration FLUSH_EVERY = Duration.ofSeconds(5);

  // Field numbers of the messages Event, SessionLog, Summary, Summary.Value and Summary.Image.
  private static final int EVENT_WALL_TIME = 1;
  static final int EVENT_STEP = 2;
  private static final int EVENT_FILE_VERSION = 3;
  static final int EVENT_SUMMARY = 5;
  static final int EVENT_SESSION_LOG = 7;
  private static final int SESSION_STATUS = 1;
  private static final int SESSION_START = 1;
  static final int SUMMARY_VALUE = 1;
  static final int VALUE_TAG = 1;
  static final int VALUE_SIMPLE = 2;
  static final int VALUE_IMAGE = 4;
  static final int VALUE_TENSOR = 8;
  private static final int VALUE_METADATA = 9;
  private static final int METADATA_PLUGIN = 1;
  private static final int PLUGIN_NAME = 1;
  private static final int TENSOR_DTYPE = 1;
  private static final int TENSOR_SHAPE = 2;
  static final int TENSOR_STRING = 8;
  private static final int DTYPE_STRING = 7;
  private static final int IMAGE_HEIGHT = 1;
  private static final int IMAGE_WIDTH = 2;
  private static final int IMAGE_COLORSPACE = 3;
  static final int IMAGE_ENCODED = 4;

  private final Path file;
  private final RecordFile records;
  private final Clock clock;
  private Instant flushed;

  private TensorBoard(Path file, RecordFile records, Clock clock) {
    this.file = file;
    this.records = records;
    this.clock = clock;
    this.flushed = clock.instant();
  }

  /**
   * Starts a new event file in a folder that exists.
   *
   * @param done steps that were done before; if there are any, TensorBoard forgets what earlier
   *     files say of later steps, which a resumed run takes again
   * @throws org.ncsn.error.UserError if the folder cannot be written to
   */
  public static TensorBoard open(Path folder, long done) {
    return open(folder, done, Clock.systemUTC());
  }

  static TensorBoard open(Path folder, long done, Clock clock) {
    String name = "events.out.tfevents." + clock.instant().getEpochSecond() + "." + host();
    Path file = folder.resolve(name);
    try {
      file = createNew(folder, name);
      TensorBoard board = new TensorBoard(file, new RecordFile(file), clock);
      board.append(board.event(0).text(EVENT_FILE_VERSION, "brain.Event:2"));
      if (done > 0) {
        ProtoMessage start = new ProtoMessage().integer(SESSION_STATUS, SESSION_START);
        board.append(board.event(done + 1).message(EVENT_SESSION_LOG, start));
      }
      board.records.flush();
      return board;
    } catch (IOException e) {
      throw FileErrors.cannotWrite(file, e);
    }
  }

  /** A run may be resumed within the second it was started in, so a number sets the files apart. */
  private static Path createNew(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    for (int number = 1; Files.exists(file); number++) {
      file = folder.resolve(name + "." + number);
    }
    return Files.createFile(file);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "_");
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /**
   * Adds a point to a curve.
   *
   * @throws org.ncsn.error.UserError if the file cannot be written
   */
  public void scalar(String tag, double value, long step) {
    summary(step, new ProtoMessage().text(VALUE_TAG, tag).float32(VALUE_SIMPLE, (float) value));
  }

  /**
   * Adds a picture.
   *
   * @throws org.ncsn.error.UserError if the file cannot be written
   */
  public void image(String tag, BufferedImage image, long step) {
    ProtoMessage picture =
        new ProtoMessage()
            .integer(IMAGE_HEIGHT, image.getHeight())
            .integer(IMAGE_WIDTH, image.getWidth())
            .integer(IMAGE_COLORSPACE, image.getRaster().getNumBands())
            .bytes(IMAGE_ENCODED, ImageGrid.png(image));
    summary(step, new ProtoMessage().text(VALUE_TAG, tag).message(VALUE_IMAGE, picture));
  }

  /**
   * Adds a text, which TensorBoard shows on a page of its own.
   *
   * @throws org.ncsn.error.UserError if the file cannot be written
   */
  public void text(String tag, String text, long step) {
    ProtoMessage plugin = new ProtoMessage().text(PLUGIN_NAME, "text");
    ProtoMessage tensor =
        new ProtoMessage()
            .integer(TENSOR_DTYPE, DTYPE_STRING)
            .message(TENSOR_SHAPE, new ProtoMessage())
            .text(TENSOR_STRING, text);
    summary(
        step,
        new ProtoMessage()
            .text(VALUE_TAG, tag)
            .message(VALUE_TENSOR, tensor)
            .message(VALUE_METADATA, new ProtoMessage().message(METADATA_PLUGIN, plugin)));
  }

  /**
   * Makes all that was added visible to readers of the file; happens by itself every few seconds.
   */
  public void flush() {
    try {
      records.flush();
      flushed = clock.instant();
    } catch (IOException e) {
      throw FileErrors.cannotWrite(file, e);
    }
  }

  @Override
  public void close() {
    try {
      records.close();
    } catch (IOException e) {
      throw FileErrors.cannotWrite(file, e);
    }
  }

  private void summary(long step, ProtoMessage value) {
    try {
      ProtoMessage summary = new ProtoMessage().message(SUMMARY_VALUE, value);
      append(event(step).message(EVENT_SUMMARY, summary));
    } catch (IOException e) {
      throw FileErrors.cannotWrite(file, e);
    }
    if (clock.instant().isAfter(flushed.plus(FLUSH_EVERY))) {
      flush();
    }
  }

  private ProtoMessage event(long step) {
    return new ProtoMessage()
        .float64(EVENT_WALL_TIME, clock.millis() / 1000.0)
        .integer(EVENT_STEP, step);
  }

  private void append(ProtoMessage event) throws IOException {
    records.append(event.toBytes());
  }
}

package org.ncsn.cli.output;

import java.awt.image.BufferedImage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.ncsn.io.FileErrors;

/**
 * A film that repeats forever and rests on its last frame. Frames go to the disk as they come, one
 * behind; the file takes its name when the film is closed.
 */
public final class Animation implements Closeable {
  private final Path file;
  private final Path unfinished;
  private final FrameWriter.Format format;
  private final Duration delay;
  private final Duration lastDelay;
  private Optional<FrameWriter> writer = Optional.empty();
  private Optional<BufferedImage> pending = Optional.empty();

  private Animation(Path file, FrameWriter.Format format, Duration delay, Duration lastDelay) {
    this.file = file;
    this.unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
    this.format = format;
    this.delay = delay;
    this.lastDelay = lastDelay;
  }

  /**
   * An animated GIF without frames. Grey frames keep 16 levels, because noise in 256 makes files
   * that nobody wants to send; colour frames get a palette each. Nothing is written until the
   * second frame comes, or the end.
   *
   * @param file where it goes; replaced if it exists
   * @param delay how long a frame is shown, in whole steps of 10 ms
   * @param lastDelay how long the last one is shown
   */
  public static Animation gif(Path file, Duration delay, Duration lastDelay) {
    return new Animation(file, GifFrames::new, delay, lastDelay);
  }

  /**
   * As {@link #gif}, as an animated PNG, which loses nothing of its frames' colours, and is shown
   * by every browser (W3C, Portable Network Graphics, third edition); other viewers show the first
   * frame.
   */
  public static Animation png(Path file, Duration delay, Duration lastDelay) {
    return new Animation(file, PngFrames::new, delay, lastDelay);
  }

  /**
   * Appends a frame, of the same size and kind as the others.
   *
   * @throws org.ncsn.error.UserError if the file cannot be written
   */
  public void add(BufferedImage frame) {
    try {
      if (pending.isPresent()) {
        write(pending.get(), delay);
      }
      pending = Optional.of(frame);
    } catch (IOException e) {
      throw abandon(e);
    }
  }

  /**
   * Writes the last frame and gives the file its name; a film without frames leaves no file.
   *
   * @throws org.ncsn.error.UserError if the file cannot be written
   */
  @Override
  public void close() {
    if (pending.isEmpty()) {
      return;
    }
    try {
      FrameWriter last = write(pending.get(), lastDelay);
      pending = Optional.empty();
      last.finish();
      last.close();
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw abandon(e);
    }
  }

  private FrameWriter write(BufferedImage frame, Duration shown) throws IOException {
    if (writer.isEmpty()) {
      Files.deleteIfExists(unfinished);
      writer = Optional.of(format.open(unfinished));
    }
    writer.get().write(frame, shown);
    return writer.get();
  }

  private RuntimeException abandon(IOException cause) {
    pending = Optional.empty();
    try {
      if (writer.isPresent()) {
        writer.get().close();
      }
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return FileErrors.cannotWrite(file, cause);
  }
}

package org.ncsn.cli.output;

import java.awt.image.BufferedImage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Writes the frames of an animation in one file format. */
interface FrameWriter extends Closeable {
  /** Begins a file. */
  @FunctionalInterface
  interface Format {
    /**
     * @param file where nothing is yet
     */
    FrameWriter open(Path file) throws IOException;
  }

  /**
   * Appends a frame, of the same size and kind as the others.
   *
   * @param shown how long
   */
  void write(BufferedImage frame, Duration shown) throws IOException;

  /** Writes what stands behind the last frame. */
  void finish() throws IOException;
}

package org.ncsn.cli.output;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageOutputStream;
import org.ncsn.io.FileErrors;

/**
 * An animated GIF that repeats forever and rests on its last frame. Frames go to the disk as they
 * come, one behind; the file takes its name when the movie is closed. Grey frames keep 16 levels,
 * because noise in 256 makes files that nobody wants to send; colour frames get a palette each.
 * What loses nothing is an {@link AnimatedPng}.
 */
public final class Movie implements Closeable {
  private static final int LEVELS = 16;
  private static final IndexColorModel GREY_LEVELS = greyLevels();

  private final Path file;
  private final Path unfinished;
  private final int delay;
  private final int lastDelay;
  private ImageWriter writer;
  private ImageOutputStream output;
  private BufferedImage pending;

  /**
   * A movie without frames. Nothing is written until the second frame comes, or the end.
   *
   * @param file where it goes; replaced if it exists
   * @param delay how long a frame is shown, in steps of 10 ms
   * @param lastDelay how long the last one is shown
   */
  public Movie(Path file, Duration delay, Duration lastDelay) {
    this.file = file;
    this.unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
    this.delay = hundredths(delay);
    this.lastDelay = hundredths(lastDelay);
  }

  /**
   * Appends a frame, of the same size as the others.
   *
   * @throws org.ncsn.error.UserError if the file cannot be written
   */
  public void add(BufferedImage frame) {
    try {
      if (pending != null) {
        write(pending, delay);
      }
      pending = frame;
    } catch (IOException e) {
      throw abandon(e);
    }
  }

  /**
   * Writes the last frame and gives the file its name; a movie without frames leaves no file.
   *
   * @throws org.ncsn.error.UserError if the file cannot be written
   */
  @Override
  public void close() {
    if (pending == null) {
      return;
    }
    try {
      write(pending, lastDelay);
      pending = null;
      writer.endWriteSequence();
      release();
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw abandon(e);
    }
  }

  private void write(BufferedImage frame, int hundredths) throws IOException {
    boolean first = writer == null;
    BufferedImage shown = frame.getRaster().getNumBands() == 1 ? grey(frame) : frame;
    if (first) {
      Files.deleteIfExists(unfinished);
      output = new FileImageOutputStream(unfinished.toFile());
      writer = ImageIO.getImageWritersByFormatName("gif").next();
      writer.setOutput(output);
      writer.prepareWriteSequence(null);
    }
    // Not createFromRenderedImage: that one forgets the palette of an indexed image.
    IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(shown), null);
    describe(metadata, hundredths, first);
    writer.writeToSequence(new IIOImage(shown, null, metadata), null);
  }

  /** The delay of a frame; with the first one, that the movie repeats without end. */
  private static void describe(IIOMetadata metadata, int hundredths, boolean first)
      throws IIOInvalidTreeException {
    IIOMetadataNode root = new IIOMetadataNode(metadata.getNativeMetadataFormatName());
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    control.setAttribute("disposalMethod", "doNotDispose");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("transparentColorIndex", "0");
    control.setAttribute("delayTime", Integer.toString(hundredths));
    root.appendChild(control);
    if (first) {
      IIOMetadataNode extension = new IIOMetadataNode("ApplicationExtension");
      extension.setAttribute("applicationID", "NETSCAPE");
      extension.setAttribute("authenticationCode", "2.0");
      extension.setUserObject(new byte[] {1, 0, 0}); // sub-block 1: repetitions, 0 for no end
      IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
      extensions.appendChild(extension);
      root.appendChild(extensions);
    }
    metadata.mergeTree(metadata.getNativeMetadataFormatName(), root);
  }

  /**
   * The same picture under a palette of evenly spaced grey levels: the writer's own choice is
   * worse.
   */
  private static BufferedImage grey(BufferedImage frame) {
    WritableRaster levels =
        GREY_LEVELS.createCompatibleWritableRaster(frame.getWidth(), frame.getHeight());
    for (int y = 0; y < frame.getHeight(); y++) {
      for (int x = 0; x < frame.getWidth(); x++) {
        int brightness = frame.getRaster().getSample(x, y, 0);
        levels.setSample(x, y, 0, (brightness * (LEVELS - 1) + 127) / 255);
      }
    }
    return new BufferedImage(GREY_LEVELS, levels, false, null);
  }

  private static IndexColorModel greyLevels() {
    byte[] levels = new byte[LEVELS];
    for (int i = 0; i < LEVELS; i++) {
      levels[i] = (byte) (i * 255 / (LEVELS - 1));
    }
    return new IndexColorModel(Byte.SIZE, LEVELS, levels, levels, levels);
  }

  private static int hundredths(Duration duration) {
    return Math.toIntExact(duration.toMillis() / 10);
  }

  private RuntimeException abandon(IOException cause) {
    pending = null;
    try {
      release();
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return FileErrors.cannotWrite(file, cause);
  }

  private void release() throws IOException {
    if (writer != null) {
      writer.dispose();
    }
    if (output != null) {
      output.close();
    }
  }
}

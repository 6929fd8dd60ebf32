package org.ncsn.cli.output;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
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

/** Frames of an animated GIF: grey ones in 16 levels, coloured ones with a palette each. */
final class GifFrames implements FrameWriter {
  private static final int LEVELS = 16;
  private static final IndexColorModel GREY_LEVELS = greyLevels();

  private final ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
  private final ImageOutputStream output;
  private boolean first = true;

  GifFrames(Path file) throws IOException {
    output = new FileImageOutputStream(file.toFile());
    writer.setOutput(output);
  }

  @Override
  public void write(BufferedImage frame, Duration shown) throws IOException {
    if (first) {
      writer.prepareWriteSequence(null);
    }
    BufferedImage drawn = frame.getRaster().getNumBands() == 1 ? grey(frame) : frame;
    // Not createFromRenderedImage: that one forgets the palette of an indexed image.
    IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(drawn), null);
    describe(metadata, hundredths(shown), first);
    writer.writeToSequence(new IIOImage(drawn, null, metadata), null);
    first = false;
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

  @Override
  public void finish() throws IOException {
    writer.endWriteSequence();
  }

  @Override
  public void close() throws IOException {
    writer.dispose();
    output.close();
  }
}

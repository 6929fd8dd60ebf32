package org.ncsn.cli.show;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.ncsn.array.HostArray;
import org.ncsn.cli.output.ImageGrid;
import org.ncsn.cli.output.OutputFolder;
import org.ncsn.cli.signal.Interruption;

/**
 * A folder that images are written to: arrays, and pictures of them. Ctrl-C waits until both are
 * there.
 */
final class ImageFolder implements AutoCloseable {
  /** Pictures narrower than this are enlarged. */
  private static final int COMFORTABLE_WIDTH = 450;

  private final OutputFolder folder;
  private final Interruption interruption;

  /**
   * Makes sure that there is somewhere to write to, before anything is drawn.
   *
   * @throws org.ncsn.error.UserError if it cannot be written to, or another run writes there
   */
  ImageFolder(Path folder) {
    this.folder = OutputFolder.open(folder);
    this.interruption = new Interruption();
  }

  Path path() {
    return folder.path();
  }

  /** Whether Ctrl-C asked for an end. */
  Interruption interruption() {
    return interruption;
  }

  /**
   * Writes {@code NAME.png}.
   *
   * @param shown what is drawn, {@code [N,H,W,C]}
   * @param columns images in a row of the picture
   */
  void picture(String name, HostArray shown, int columns) {
    ImageGrid.writePng(comfortable(ImageGrid.of(shown, columns)), path().resolve(name + ".png"));
  }

  /** A small picture enlarged. */
  static BufferedImage comfortable(BufferedImage grid) {
    int factor = Math.max(1, (int) Math.round((double) COMFORTABLE_WIDTH / grid.getWidth()));
    return factor == 1 ? grid : ImageGrid.enlarge(grid, factor);
  }

  @Override
  public void close() {
    folder.close();
    interruption.close();
  }
}

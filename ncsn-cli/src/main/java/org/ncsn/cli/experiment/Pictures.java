package org.ncsn.cli.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.ncsn.array.HostArray;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.NumberedPngs;
import org.ncsn.cli.output.NumberedPngs.Sink;
import org.ncsn.cli.output.Progress;
import org.ncsn.error.UserError;
import org.ncsn.format.GrowingNpy;

/** How each image of its own is written as a picture, beside the array of all. */
public enum Pictures {
  /** Not at all. */
  NONE,
  /** As PNG files in a folder. */
  FOLDER,
  /** As PNG files in a ZIP archive. */
  ZIP;

  private static final int AT_ONCE = 100;

  /**
   * The way that a user names.
   *
   * @throws UserError if there is none of that name
   */
  public static Pictures named(String name) {
    return switch (name) {
      case "folder" -> FOLDER;
      case "zip" -> ZIP;
      default -> throw new UserError("--pictures must be folder or zip, found '" + name + "'");
    };
  }

  /**
   * Makes sure, before anything is drawn, that no other pictures are where these go.
   *
   * @throws UserError if some are
   */
  public void check(Path folder, String name) {
    if (this == FOLDER) {
      NumberedPngs.requireUnused(folder.resolve(name));
    }
  }

  /**
   * Writes {@code NAME/000/000000.png} and so on, or {@code NAME.zip} of the same names.
   *
   * @param drawn all images, which stay where they are
   * @throws UserError if they cannot be written
   */
  public void write(GrowingNpy drawn, Path folder, String name, Console console) {
    switch (this) {
      case NONE -> {}
      case FOLDER ->
          NumberedPngs.intoFolder(folder.resolve(name), sink -> each(drawn, sink, console));
      case ZIP ->
          NumberedPngs.intoZip(folder.resolve(name + ".zip"), sink -> each(drawn, sink, console));
    }
  }

  private static void each(GrowingNpy drawn, Sink sink, Console console) throws IOException {
    int count = drawn.entries();
    try (Progress progress = Progress.of("pictures", count, 0, console)) {
      for (int first = 0; first < count; first += AT_ONCE) {
        HostArray images = drawn.read(first, AT_ONCE);
        for (int i = 0; i < images.shape().extent(0); i++) {
          sink.accept(first + i, images.slice(i, i + 1));
        }
        progress.step(Math.min(count, first + AT_ONCE), String.format(Locale.ROOT, "of %d", count));
      }
    }
  }
}

package org.ncsn.cli.evaluation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.ncsn.data.Dataset;
import org.ncsn.data.NpyImages;
import org.ncsn.data.image.EqualPictures;

/** Images that a user names by a path: a folder or archive of pictures, or an array. */
public final class ImageFiles {
  private static final String ARRAY = ".npy";

  private ImageFiles() {}

  /**
   * Images that are open.
   *
   * @param images all of them, {@code [H,W,C]} as they are in the files
   * @param files closes what they are read from
   */
  public record Opened(Dataset images, Runnable files) implements AutoCloseable {
    /**
     * As a network takes them: pictures may be grey and in colour in one folder.
     *
     * @param path that was opened
     */
    public ImageSource source(Path path, Evaluator evaluator) {
      int channels = evaluator.network().inputShape().extent(2);
      Dataset taken =
          images instanceof EqualPictures pictures ? pictures.withChannels(channels) : images;
      return new ImageSource(taken, "images in " + path, path.toString());
    }

    @Override
    public void close() {
      files.run();
    }
  }

  /**
   * Opens them.
   *
   * @throws org.ncsn.error.UserError if there are none
   */
  public static Opened open(Path path) {
    if (isArray(path)) {
      NpyImages images = NpyImages.open(path);
      return new Opened(images, images::close);
    }
    EqualPictures pictures = EqualPictures.open(path);
    return new Opened(pictures, pictures::close);
  }

  private static boolean isArray(Path path) {
    return !Files.isDirectory(path) && lower(path).endsWith(ARRAY);
  }

  /** Whether a path is that of statistics, or of features. */
  static boolean areStatistics(Path path) {
    return !Files.isDirectory(path) && lower(path).endsWith(".npz");
  }

  private static String lower(Path path) {
    return path.toString().toLowerCase(Locale.ROOT);
  }
}

package org.ncsn.cli.experiment;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.ncsn.cli.config.DataConfig;
import org.ncsn.data.image.CelebA;
import org.ncsn.data.image.PictureRules;
import org.ncsn.data.image.PictureSets;
import org.ncsn.error.UserError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Data sets of files that the user brings, one a picture. */
final class OwnPictures {
  private static final Logger LOG = LoggerFactory.getLogger(OwnPictures.class);
  private static final String HOME = "~/";

  private OwnPictures() {}

  /**
   * The pictures in {@code data.path}.
   *
   * @throws UserError if there are none, or too many cannot be read
   */
  static DataSets folder(DataConfig config) {
    String path =
        config
            .path()
            .orElseThrow(
                () ->
                    new UserError(
                        "data.path: FOLDER needs the folder or zip of your pictures; add it, as in"
                            + " path: pictures"));
    return sets(PictureSets.folder(path(path), rules(config)));
  }

  /**
   * CelebA's pictures.
   *
   * @param usual where they are looked for without a {@code data.path}
   * @throws UserError if they are not there, or too many cannot be read
   */
  static DataSets celebA(DataConfig config, Path usual) {
    Path folder = config.path().map(OwnPictures::path).orElse(usual);
    return sets(CelebA.open(folder, rules(config)));
  }

  private static DataSets sets(PictureSets sets) {
    return new DataSets(sets.training(), sets.test(), sets::close);
  }

  /** A path as a shell would take it: no shell has seen what stands in a config. */
  private static Path path(String text) {
    try {
      return text.startsWith(HOME)
          ? Path.of(System.getProperty("user.home"), text.substring(HOME.length()))
          : Path.of(text);
    } catch (InvalidPathException e) {
      throw new UserError("data.path: '" + text + "' is no path; check it", e);
    }
  }

  private static PictureRules rules(DataConfig config) {
    return new PictureRules(
        config.imageSize(),
        config.channels(),
        config.maxCorrupt(),
        (picture, reason) -> LOG.warn("Skipped {}: {}", picture, reason));
  }
}

package org.ncsn.cli.experiment;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.ncsn.cli.config.DataConfig;
import org.ncsn.data.image.CelebA;
import org.ncsn.data.image.Ffhq;
import org.ncsn.data.image.Lsun;
import org.ncsn.data.image.PictureRules;
import org.ncsn.data.image.PictureSets;
import org.ncsn.error.UserError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Data sets of pictures that the user brings. */
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
    return sets(CelebA.open(place(config, usual), rules(config)));
  }

  /**
   * LSUN's pictures of the category in {@code data.category}.
   *
   * @param usual where they are looked for without a {@code data.path}
   * @throws UserError if they are not there, or too many cannot be read
   */
  static DataSets lsun(DataConfig config, Path usual) {
    Lsun.Category category =
        config
            .category()
            .orElseThrow(
                () ->
                    new UserError(
                        "data.category: LSUN needs one of "
                            + Arrays.stream(Lsun.Category.values())
                                .map(Object::toString)
                                .collect(Collectors.joining(", "))
                            + "; add it, as in category: tower"));
    return sets(Lsun.open(place(config, usual), category, rules(config)));
  }

  /**
   * FFHQ's pictures.
   *
   * @param usual where they are looked for without a {@code data.path}
   * @throws UserError if they are not there, or too many cannot be read
   */
  static DataSets ffhq(DataConfig config, Path usual) {
    return sets(Ffhq.open(place(config, usual), rules(config)));
  }

  private static Path place(DataConfig config, Path usual) {
    return config.path().map(OwnPictures::path).orElse(usual);
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

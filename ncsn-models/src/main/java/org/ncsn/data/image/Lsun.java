package org.ncsn.data.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.ncsn.error.UserError;

/**
 * LSUN, photographs of places: of each category an LMDB file to train on and one to validate on.
 * The shorter side is resized to the images', the longer one cut off evenly, as in the official
 * program. Lossy WebP has one colour for four pixels: here they have it alike, while some decoders
 * interpolate.
 */
public final class Lsun {
  /** What can be seen. */
  public enum Category {
    BEDROOM,
    BRIDGE,
    CHURCH_OUTDOOR,
    CLASSROOM,
    CONFERENCE_ROOM,
    DINING_ROOM,
    KITCHEN,
    LIVING_ROOM,
    RESTAURANT,
    TOWER;

    /** As folders and configurations have it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private Lsun() {}

  /**
   * The pictures of a category, in the order of their keys.
   *
   * @param folder where the folders {@code <category>_train_lmdb} and {@code <category>_val_lmdb}
   *     are
   * @throws UserError if one of them is missing, empty or damaged
   */
  public static PictureSets open(Path folder, Category category, PictureRules rules) {
    String train = category + "_train_lmdb";
    String validation = category + "_val_lmdb";
    List<String> both = List.of(train, validation);
    both.forEach(name -> requireExists(folder, name, both));
    LmdbPictures pictures = LmdbPictures.below(folder, both);
    try {
      both.forEach(name -> requirePictures(folder.resolve(name), pictures.names(name)));
      return PictureSets.of(
          pictures,
          PictureSets.loader(pictures, Framing.shorterSide(rules.side()), rules),
          pictures.names(train),
          pictures.names(validation));
    } catch (RuntimeException e) {
      pictures.close();
      throw e;
    }
  }

  private static void requireExists(Path folder, String name, List<String> all) {
    if (!Files.exists(folder.resolve(name))) {
      throw new UserError(
          folder
              + " has no "
              + name
              + "; get "
              + String.join(".zip and ", all)
              + ".zip with https://github.com/fyu/lsun and unpack them there");
    }
  }

  private static void requirePictures(Path path, List<String> names) {
    if (names.isEmpty()) {
      throw new UserError(path + ": holds no pictures; copy it again");
    }
  }
}

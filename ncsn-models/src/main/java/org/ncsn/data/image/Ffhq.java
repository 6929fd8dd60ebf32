package org.ncsn.data.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ncsn.error.UserError;

/**
 * FFHQ, faces of people: an LMDB file with the same pictures in one size or several, under keys
 * like {@code 256-00042}, and their number under {@code length}. They are not resized. Nine tenths
 * train, those that the official program trains on.
 */
public final class Ffhq {
  private static final String LENGTH = "length";
  private static final int MOST_DIGITS = 9;
  private static final int MOST_NAMED = 10;
  private static final Pattern KEY = Pattern.compile("([1-9][0-9]{0,4})-[0-9]{5,}");
  private static final int SEED = 2019;
  private static final double TRAINING_PART = 0.9;

  private final Path path;
  private final LmdbPictures pictures;
  private final int side;

  private Ffhq(Path path, LmdbPictures pictures, int side) {
    this.path = path;
    this.pictures = pictures;
    this.side = side;
  }

  /**
   * The pictures of the size that the rules ask for.
   *
   * @param path the LMDB file, or its folder
   * @throws UserError if it is missing or damaged, or has no pictures of that size
   */
  public static PictureSets open(Path path, PictureRules rules) {
    if (!Files.exists(path)) {
      throw new UserError(
          path
              + " does not exist; make it with prepare_data.py of"
              + " https://github.com/rosinality/stylegan2-pytorch from the pictures of"
              + " https://github.com/NVlabs/ffhq-dataset");
    }
    LmdbPictures pictures = LmdbPictures.in(path);
    try {
      return new Ffhq(path, pictures, rules.side()).sets(rules);
    } catch (RuntimeException e) {
      pictures.close();
      throw e;
    }
  }

  private PictureSets sets(PictureRules rules) {
    int count = length();
    if (!pictures.has(name(0))) {
      throw new UserError(path + ": " + whatIsStored());
    }
    if (!pictures.has(name(count - 1))) {
      throw damaged("it says that it has " + count + " pictures, but has no " + name(count - 1));
    }
    int[] order = LegacyShuffle.order(count, SEED);
    int training = (int) (count * TRAINING_PART);
    return PictureSets.of(
        pictures,
        PictureSets.loader(pictures, Framing.none(side), rules),
        new LazyNames(training, i -> name(order[i])),
        new LazyNames(count - training, i -> name(order[training + i])));
  }

  private String name(int index) {
    return String.format(Locale.ROOT, "%d-%05d", side, index);
  }

  /** How many pictures there are of every size. */
  private int length() {
    String digits;
    try {
      digits = new String(pictures.read(LENGTH), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw damaged("its key '" + LENGTH + "' cannot be read: " + e.getMessage());
    }
    if (!digits.matches("[0-9]{1," + MOST_DIGITS + "}")) {
      throw damaged("its key '" + LENGTH + "' holds no number");
    }
    int length = Integer.parseInt(digits);
    if (length < 2 || length >= pictures.names().size()) {
      throw damaged(
          String.format(
              Locale.ROOT,
              "it says that it has %d pictures, and has %d entries",
              length,
              pictures.names().size()));
    }
    return length;
  }

  private String whatIsStored() {
    TreeSet<Integer> sides = new TreeSet<>();
    for (String name : pictures.names()) {
      Matcher key = KEY.matcher(name);
      if (key.matches()) {
        sides.add(Integer.valueOf(key.group(1)));
      }
    }
    if (sides.isEmpty()) {
      return "holds no pictures under keys like 256-00042; make it again";
    }
    List<String> named = sides.stream().limit(MOST_NAMED).map(Object::toString).toList();
    return String.format(
        Locale.ROOT,
        "holds no pictures of %d x %d pixels; set data.image_size to one that it holds: %s%s",
        side,
        side,
        named.stream().collect(Collectors.joining(", ")),
        sides.size() > MOST_NAMED ? ", ..." : "");
  }

  private UserError damaged(String problem) {
    return new UserError(
        path + " is not a usable LMDB file of FFHQ: " + problem + "; make it again");
  }
}

package org.ncsn.data.image;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.ncsn.data.Dataset;
import org.ncsn.error.UserError;

/**
 * Pictures to train on and others to watch the loss on, decoded on demand from files that stay open
 * until this is closed.
 */
public final class PictureSets implements AutoCloseable {
  /** One picture of so many is kept from training. */
  private static final int HELD_OUT_OF = 20;

  private static final int MOST_HELD_OUT = 1000;

  private final PictureSource source;
  private final Dataset training;
  private final Dataset test;

  private PictureSets(PictureSource source, Dataset training, Dataset test) {
    this.source = source;
    this.training = training;
    this.test = test;
  }

  /**
   * Somebody's own pictures, in a folder and the folders below it or in a ZIP archive: files named
   * {@code .jpg}, {@code .jpeg}, {@code .png}, {@code .gif}, {@code .bmp} or {@code .webp}, of any
   * sizes. The shorter side is resized to the images', the longer one cut off evenly.
   *
   * <p>For the test set a twentieth is kept from training (at least one, at most 1000): those whose
   * names' CRC-32 is smallest, so that the choice is the same everywhere and hardly changes when
   * pictures are added. A folder that holds all of an archive does not count as part of the names.
   *
   * @throws UserError if there are fewer than two pictures, or too many cannot be read
   */
  public static PictureSets folder(Path path, PictureRules rules) {
    PictureFiles files = PictureFiles.open(path);
    try {
      List<String> names = files.names();
      if (names.isEmpty()) {
        throw new UserError(
            path + ": holds no pictures (jpg, jpeg, png, gif, bmp, webp); check data.path");
      }
      if (names.size() == 1) {
        throw new UserError(
            path + ": holds one picture; at least two are needed, one to watch the loss on");
      }
      PictureLoader loader = loader(files, Framing.shorterSide(rules.side()), rules);
      Set<String> held = new HashSet<>(heldOut(names, loader));
      List<String> rest = names.stream().filter(name -> !held.contains(name)).toList();
      List<String> test = names.stream().filter(held::contains).toList();
      return of(files, loader, rest, test);
    } catch (RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /** How pictures are read when it is known how they are framed. */
  static PictureLoader loader(PictureSource source, Framing framing, PictureRules rules) {
    PixelCache cache = PixelCache.forImagesOf(rules.side() * rules.side() * rules.channels());
    return new PictureLoader(source, framing, rules, cache);
  }

  /**
   * Sets of some of the pictures. One picture of each is decoded, so that what is wrong with all of
   * them is found now.
   */
  static PictureSets of(
      PictureSource source, PictureLoader loader, List<String> training, List<String> test) {
    PictureSets sets =
        new PictureSets(
            source, new DecodedImages(loader, training), new DecodedImages(loader, test));
    sets.training.batch(0);
    sets.test.batch(0);
    return sets;
  }

  /** The first by hash; at least so many that one of them can be read. */
  private static List<String> heldOut(List<String> names, PictureLoader loader) {
    List<String> order = new ArrayList<>(names);
    int common = commonFolder(names).length();
    order.sort(
        Comparator.<String>comparingLong(name -> hash(name.substring(common)))
            .thenComparing(Comparator.naturalOrder()));
    int readable = 0;
    while (loader.load(order.get(readable)).isEmpty()) {
      readable++;
      if (readable == order.size()) {
        throw loader.noneReadable(order.size());
      }
    }
    int wanted = Math.min(names.size() / HELD_OUT_OF, MOST_HELD_OUT);
    // One at least stays for training.
    return order.subList(0, Math.min(Math.max(readable + 1, wanted), order.size() - 1));
  }

  /** The folders that all names begin with: archivers put them there, or not. */
  private static String commonFolder(List<String> sorted) {
    String first = sorted.get(0);
    String last = sorted.get(sorted.size() - 1);
    int end = 0;
    for (int i = 0; i < Math.min(first.length(), last.length()); i++) {
      if (first.charAt(i) != last.charAt(i)) {
        break;
      }
      end = first.charAt(i) == '/' ? i + 1 : end;
    }
    return first.substring(0, end);
  }

  private static long hash(String name) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }

  public Dataset training() {
    return training;
  }

  public Dataset test() {
    return test;
  }

  @Override
  public void close() {
    source.close();
  }
}

package org.ncsn.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ncsn.array.HostArray;
import org.ncsn.error.UserError;
import org.ncsn.io.AtomicFile;
import org.ncsn.io.FileErrors;

/**
 * Images as PNG files that are called by their numbers: {@code 012/012345.png}, a thousand in a
 * folder. Until all are there, they are in a folder or file of another name.
 */
public final class NumberedPngs {
  private static final int IN_A_FOLDER = 1000;

  private NumberedPngs() {}

  /** Takes one image after the other. */
  @FunctionalInterface
  public interface Sink {
    /**
     * @param number of the image, from 0
     * @param image {@code float32[1,H,W,C]} with C 1 or 3; values are clamped to [0,1]
     */
    void accept(int number, HostArray image) throws IOException;
  }

  /** All images, one after the other. */
  @FunctionalInterface
  public interface Source {
    void writeTo(Sink sink) throws IOException;
  }

  /**
   * Makes sure that there is no folder of a name.
   *
   * @throws UserError if there is
   */
  public static void requireUnused(Path folder) {
    if (Files.exists(folder)) {
      throw new UserError(
          folder + ": there are pictures already; choose another folder with -o, or remove them");
    }
  }

  /**
   * Makes a folder of pictures.
   *
   * @throws UserError if there is one already, or it cannot be written
   */
  public static void intoFolder(Path folder, Source images) {
    requireUnused(folder);
    Path part = folder.resolveSibling(folder.getFileName() + ".part");
    try {
      remove(part);
      Files.createDirectories(part);
      images.writeTo(
          (number, image) -> {
            Path file = part.resolve(name(number));
            Files.createDirectories(file.getParent());
            Files.write(file, png(image));
          });
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw FileErrors.cannotWrite(folder, e);
    }
  }

  /**
   * Creates or replaces an archive of pictures.
   *
   * @throws UserError if it cannot be written
   */
  public static void intoZip(Path file, Source images) {
    AtomicFile.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          images.writeTo(
              (number, image) -> {
                ZipEntry entry = new ZipEntry(name(number));
                // The same images make the same archive.
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(png(image));
                zip.closeEntry();
              });
          zip.finish();
        });
  }

  /** Where the picture of a number is, below the folder of all. */
  public static String name(int number) {
    return String.format(Locale.ROOT, "%03d/%06d.png", number / IN_A_FOLDER, number);
  }

  /**
   * The picture of an image as the bytes of a file.
   *
   * @param image {@code float32[1,H,W,C]} with C 1 or 3; values are clamped to [0,1]
   */
  public static byte[] png(HostArray image) {
    return ImageGrid.png(ImageGrid.of(image, 1));
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}

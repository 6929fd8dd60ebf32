package org.ncsn.data.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.ncsn.error.UserError;

/** Pictures in files of their own, in the order of their names, which are in memory. */
interface PictureFiles extends PictureSource {
  /** Archives that can only be read from their beginning. */
  List<String> TAR_ENDINGS = List.of(".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz");

  /** Their paths within the folder or archive, with slashes, sorted. */
  List<String> names();

  /**
   * The pictures in a folder and the folders below it, or in a ZIP archive.
   *
   * @throws UserError if it is missing, damaged or neither
   */
  static PictureFiles open(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    if (!Files.isDirectory(path) && TAR_ENDINGS.stream().anyMatch(name::endsWith)) {
      throw new UserError(
          path
              + ": is a tar archive, which has no table of its pictures; unpack it with tar -xf and"
              + " give the folder, or make a zip of that");
    }
    return Files.isDirectory(path) ? PictureFolder.open(path) : PictureArchive.open(path);
  }
}

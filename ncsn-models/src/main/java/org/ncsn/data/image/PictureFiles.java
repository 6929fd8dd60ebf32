package org.ncsn.data.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ncsn.error.UserError;

/** Pictures in files of their own, in the order of their names, which are in memory. */
interface PictureFiles extends PictureSource {
  /** Their paths within the folder or archive, with slashes, sorted. */
  List<String> names();

  /**
   * The pictures in a folder and the folders below it, or in a ZIP archive.
   *
   * @throws UserError if it is missing, damaged or neither
   */
  static PictureFiles open(Path path) {
    return Files.isDirectory(path) ? PictureFolder.open(path) : PictureArchive.open(path);
  }
}

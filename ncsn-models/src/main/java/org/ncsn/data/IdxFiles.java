package org.ncsn.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ncsn.io.FileErrors;

/**
 * Where the IDX files of a data set are: in its folder itself, or where torchvision puts them below
 * it, gzipped or not.
 *
 * @param torchvision path below the folder, for example {@code MNIST/raw}
 */
record IdxFiles(Path folder, String torchvision) {
  private Optional<Path> find(String name) {
    for (Path place : List.of(folder, folder.resolve(torchvision))) {
      for (String variant : List.of(name, name + ".gz")) {
        if (Files.exists(place.resolve(variant))) {
          return Optional.of(place.resolve(variant));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The classes in a file of labels.
   *
   * @param count how many classes there are
   * @throws org.ncsn.error.UserError if it holds something else
   */
  static Classes classes(Path file, Idx labels, int count) {
    try {
      if (labels.shape().rank() != 1) {
        throw new IOException("it holds " + labels.shape() + " bytes, not one label an image");
      }
      return Classes.read(count, labels.values());
    } catch (IOException e) {
      throw FileErrors.cannotRead(
          file, "file of labels", "delete it and run again to download it", e);
    }
  }

  /**
   * A file that is there, or is then.
   *
   * @param gzipBytes size of the archive to be downloaded
   * @param gzipMd5 its checksum
   * @throws org.ncsn.error.UserError if it is missing and cannot be downloaded
   */
  Path get(String name, Download download, long gzipBytes, String gzipMd5) {
    return find(name)
        .orElseGet(
            () -> {
              Path target = folder.resolve(name + ".gz");
              download.fetch(target, gzipBytes, gzipMd5);
              return target;
            });
  }
}

package org.ncsn.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the IDX files of a data set are: in its folder itself, or where torchvision puts them below
 * it, gzipped or not.
 *
 * @param torchvision path below the folder, for example {@code MNIST/raw}
 */
record IdxFiles(Path folder, String torchvision) {
  /** A file that is there. */
  Optional<Path> find(String name) {
    for (Path place : List.of(folder, folder.resolve(torchvision))) {
      for (String variant : List.of(name, name + ".gz")) {
        if (Files.exists(place.resolve(variant))) {
          return Optional.of(place.resolve(variant));
        }
      }
    }
    return Optional.empty();
  }

  /** Where a file is downloaded to. */
  Path target(String name) {
    return folder.resolve(name + ".gz");
  }
}

package org.ncsn.data.image;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Pictures in a folder, nested to any depth; symbolic links are followed. */
record PictureFolder(Path path, List<String> names, Map<String, IOException> passedOver)
    implements PictureFiles {
  static PictureFolder open(Path folder) {
    FolderSearch search = FolderSearch.of(folder);
    return new PictureFolder(folder, search.pictures(), search.passedOver());
  }

  /** Reads without a channel, which an interrupted thread would close half-way. */
  @Override
  public byte[] read(String name) throws IOException {
    Path file = path.resolve(name);
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("it has " + Files.size(file) + " bytes, more than " + MAX_BYTES);
    }
    try (InputStream in = new FileInputStream(file.toFile())) {
      return in.readNBytes(MAX_BYTES);
    }
  }

  @Override
  public void close() {
    // No file stays open.
  }
}

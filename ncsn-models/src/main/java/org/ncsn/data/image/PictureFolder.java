package org.ncsn.data.image;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ncsn.checkpoint.FileErrors;

/** Pictures in a folder, nested to any depth; symbolic links are followed. */
record PictureFolder(Path path, List<String> names) implements PictureFiles {
  static PictureFolder open(Path folder) {
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      List<String> names =
          files
              .map(file -> folder.relativize(file).toString().replace('\\', '/'))
              .filter(ImageFormat::isNamed)
              .filter(name -> Files.isRegularFile(folder.resolve(name)))
              .sorted()
              .toList();
      return new PictureFolder(folder, names);
    } catch (UncheckedIOException e) {
      throw FileErrors.cannotRead(folder, "folder", "check what is in it", e.getCause());
    } catch (IOException e) {
      throw FileErrors.cannotRead(folder, "folder", "check what is in it", e);
    }
  }

  /** Reads without a channel, which an interrupted thread would close half-way. */
  @Override
  public byte[] read(String name) throws IOException {
    Path file = path.resolve(name);
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("it has " + Files.size(file) + " bytes, more than " + MAX_BYTES);
    }
    try (InputStream in = new FileInputStream(file.toFile())) {
      return in.readNBytes((int) MAX_BYTES);
    }
  }

  @Override
  public void close() {
    // No file stays open.
  }
}

package org.ncsn.data.image;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ncsn.format.Lmdb;

/**
 * Pictures in LMDB files, named by their keys, behind the file's folder where there are several.
 * The names are not in memory.
 */
final class LmdbPictures implements PictureSource {
  /** One character a byte: keys may be any bytes. */
  private static final Charset CHARSET = StandardCharsets.ISO_8859_1;

  private static final String ALONE = "";

  private final Path path;
  private final Map<String, Lmdb> files;

  private LmdbPictures(Path path, Map<String, Lmdb> files) {
    this.path = path;
    this.files = files;
  }

  /**
   * Those in one file.
   *
   * @param path the file, or its folder
   * @throws org.ncsn.error.UserError if it is missing or damaged
   */
  static LmdbPictures in(Path path) {
    return new LmdbPictures(path, Map.of(ALONE, Lmdb.open(path)));
  }

  /**
   * Those in several files, each in a folder of its own.
   *
   * @param names of the folders, below {@code path}
   * @throws org.ncsn.error.UserError if one is missing or damaged
   */
  static LmdbPictures below(Path path, List<String> names) {
    LmdbPictures pictures = new LmdbPictures(path, new HashMap<>());
    try {
      for (String name : names) {
        pictures.files.put(name + "/", Lmdb.open(path.resolve(name)));
      }
      return pictures;
    } catch (RuntimeException e) {
      pictures.close();
      throw e;
    }
  }

  @Override
  public Path path() {
    return path;
  }

  /** All names, when there is one file. */
  List<String> names() {
    return namesBehind(ALONE);
  }

  /** The names in the file of a folder. */
  List<String> names(String folder) {
    return namesBehind(folder + "/");
  }

  private List<String> namesBehind(String prefix) {
    Lmdb file = files.get(prefix);
    return new LazyNames(file.size(), entry -> prefix + new String(file.key(entry), CHARSET));
  }

  /** Whether there is a picture of a name, readable or not. */
  boolean has(String name) {
    try {
      return find(name).isPresent();
    } catch (IOException damaged) {
      return true;
    }
  }

  @Override
  public byte[] read(String name) throws IOException {
    return find(name).orElseThrow(() -> new IOException("it is not there"));
  }

  private Optional<byte[]> find(String name) throws IOException {
    int key = files.containsKey(ALONE) ? 0 : name.indexOf('/') + 1;
    byte[] bytes = name.substring(key).getBytes(CHARSET);
    return files.get(name.substring(0, key)).find(bytes, MAX_BYTES);
  }

  @Override
  public void close() {
    files.values().forEach(Lmdb::close);
  }
}

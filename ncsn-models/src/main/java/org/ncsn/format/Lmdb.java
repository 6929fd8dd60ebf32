package org.ncsn.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ncsn.error.UserError;
import org.ncsn.io.FileErrors;

/**
 * LMDB's files: values of any length under keys, in the order of the keys' bytes. Read are those of
 * 64-bit little-endian machines with one plain database in them, whatever size their pages have.
 *
 * <p>Opening a file reads every page with keys, once, and nothing of the values that have pages of
 * their own. Kept are 12 bytes for each page with keys: LSUN's 3,033,042 bedrooms, of some tens of
 * gigabytes, have about 60,000 such pages, 250 MB, and 800 KB stay in memory. Any number of threads
 * may read at once.
 *
 * <p>Nothing may write to the file meanwhile.
 */
public final class Lmdb implements AutoCloseable {
  private static final String DATA = "data.mdb";
  private static final String REMEDY = "copy it again, or write it again as one plain database";

  private final Path path;
  private final LmdbBytes file;
  private final LmdbTree tree;
  private final LmdbIndex index;

  private Lmdb(Path path, LmdbBytes file) throws IOException {
    this.path = path;
    this.file = file;
    this.tree = new LmdbTree(file, LmdbHeader.read(file));
    this.index = LmdbWalk.over(tree);
  }

  /**
   * Opens a file.
   *
   * @param path the file, or the folder that it is in as {@code data.mdb}
   * @throws UserError if it is missing, damaged, or of another kind
   */
  public static Lmdb open(Path path) {
    Path data = Files.isDirectory(path) ? path.resolve(DATA) : path;
    try {
      LmdbBytes file = LmdbBytes.open(data);
      try {
        return new Lmdb(data, file);
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(data, e);
    }
  }

  /** The file itself. */
  public Path path() {
    return path;
  }

  /** How many entries it has. */
  public int size() {
    return index.size();
  }

  /**
   * The key of an entry.
   *
   * @param entry from 0, in the order of the keys
   * @throws IndexOutOfBoundsException if there is no such entry
   * @throws UserError if the file has changed since it was opened
   */
  public byte[] key(int entry) {
    try {
      return index.key(entry);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /**
   * The value of a key, if the file has it.
   *
   * @param most bytes that the value may have
   * @throws IOException if it has more, or is damaged
   */
  public Optional<byte[]> find(byte[] key, int most) throws IOException {
    return tree.find(key, most);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static UserError unreadable(Path file, IOException cause) {
    return FileErrors.cannotRead(file, "LMDB file", REMEDY, cause);
  }
}

package org.ncsn.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.error.UserError;
import org.ncsn.io.AtomicFile;
import org.ncsn.io.FileErrors;
import org.ncsn.io.ZipArchive;

/**
 * NumPy's {@code .npz} format: a ZIP of named {@code .npy} arrays, read one by one or all at once.
 */
public final class Npz implements AutoCloseable {
  private static final String SUFFIX = ".npy";

  /** DEFLATE cannot shrink anything further than this; a larger claim is a lie. */
  private static final long MAX_DEFLATE_RATIO = 1032;

  /** The same arrays make the same bytes, whenever they are written. */
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Path file;
  private final ZipArchive zip;

  private Npz(Path file, ZipArchive zip) {
    this.file = file;
    this.zip = zip;
  }

  /**
   * Opens a file; arrays are read when they are asked for.
   *
   * @throws UserError if it is missing or no ZIP
   */
  public static Npz open(Path file) {
    try {
      return new Npz(file, ZipArchive.open(file));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * All arrays of a file, in its order.
   *
   * @throws UserError if it is missing or damaged
   */
  public static Map<String, HostArray> read(Path file) {
    Map<String, HostArray> arrays = new LinkedHashMap<>();
    try (Npz npz = open(file)) {
      for (String name : npz.names()) {
        arrays.put(name, npz.get(name));
      }
    }
    return arrays;
  }

  /**
   * Writes a file, atomically.
   *
   * @throws UserError if it cannot be written
   */
  public static void write(Path file, Map<String, HostArray> arrays) {
    write(file, arrays, Npy::write);
  }

  /**
   * Writes a file, atomically, of arrays that need not fit into memory.
   *
   * @param arrays {@code .npy} files
   * @throws UserError if it cannot be written
   */
  public static void pack(Path file, Map<String, Path> arrays) {
    write(file, arrays, (zip, array) -> Files.copy(array, zip));
  }

  /** How one of the arrays comes into the file. */
  private interface Content<T> {
    void to(OutputStream zip, T array) throws IOException;
  }

  private static <T> void write(Path file, Map<String, T> arrays, Content<T> content) {
    AtomicFile.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          for (Map.Entry<String, T> array : arrays.entrySet()) {
            ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
            entry.setTimeLocal(ENTRY_TIME);
            zip.putNextEntry(entry);
            content.to(zip, array.getValue());
          }
          zip.finish();
        });
  }

  /** Names of the arrays, in the file's order. */
  public List<String> names() {
    return zip.entries().keySet().stream()
        .filter(name -> name.endsWith(SUFFIX))
        .map(name -> name.substring(0, name.length() - SUFFIX.length()))
        .toList();
  }

  /**
   * The type of an array, for which no memory is taken yet.
   *
   * @throws UserError if there is no such array or it is damaged
   */
  public TensorType type(String name) {
    ZipEntry entry = entry(name);
    try {
      return zip.peek(entry, in -> Npy.header(in, entry.getSize()).type());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Reads one array.
   *
   * @throws UserError if there is no such array or it is damaged
   */
  public HostArray get(String name) {
    ZipEntry entry = entry(name);
    try {
      return zip.read(entry, in -> Npy.read(in, entry.getSize()));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private ZipEntry entry(String name) {
    ZipEntry entry = zip.entries().get(name + SUFFIX);
    if (entry == null) {
      throw new UserError(file + " holds no array '" + name + "'; it has " + names());
    }
    try {
      if (entry.getSize() / MAX_DEFLATE_RATIO > Files.size(file)) {
        throw new IOException("array '" + name + "' claims more bytes than the file can hold");
      }
      return entry;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static UserError unreadable(Path file, IOException cause) {
    return FileErrors.cannotRead(
        file, ".npz file", "copy it again or write it with numpy.savez", cause);
  }
}

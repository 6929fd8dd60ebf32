package org.ncsn.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * An open ZIP whose entries are checked as they are read, which {@link ZipFile} leaves to others.
 */
public final class ZipArchive implements AutoCloseable {
  /** More pictures than any folder of them holds; their names take half a gigabyte. */
  private static final int MOST_ENTRIES = 1 << 21;

  private final ZipFile zip;
  private final Map<String, ZipEntry> entries;

  private ZipArchive(ZipFile zip, Map<String, ZipEntry> entries) {
    this.zip = zip;
    this.entries = Collections.unmodifiableMap(entries);
  }

  /** What makes a value of an entry's bytes. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(InputStream in) throws IOException;
  }

  /**
   * Opens a file.
   *
   * @throws IOException if it is missing, no ZIP, has a name twice or too many of them
   */
  public static ZipArchive open(Path file) throws IOException {
    RegularFile.require(file);
    ZipFile zip = ZipNames.open(file);
    try {
      return new ZipArchive(zip, index(zip));
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private static Map<String, ZipEntry> index(ZipFile zip) throws IOException {
    if (zip.size() > MOST_ENTRIES) {
      throw new IOException(
          String.format(Locale.ROOT, "it has %d entries, more than %d", zip.size(), MOST_ENTRIES));
    }
    Map<String, ZipEntry> entries = new LinkedHashMap<>();
    Iterator<? extends ZipEntry> all = zip.stream().iterator();
    while (all.hasNext()) {
      ZipEntry entry = all.next();
      String name = ZipNames.name(entry);
      // Up to 64 KB each, which nobody looks at again.
      entry.setExtra(null);
      if (entries.put(name, entry) != null) {
        throw new IOException("it holds " + name + " twice");
      }
    }
    return entries;
  }

  /** All entries by name, in the order of the archive's directory. */
  public Map<String, ZipEntry> entries() {
    return entries;
  }

  /**
   * Reads an entry.
   *
   * @throws IOException if bytes are left over, or are not the ones that were written
   */
  public <T> T read(ZipEntry entry, Reader<T> reader) throws IOException {
    try (CheckedInputStream checked =
            new CheckedInputStream(zip.getInputStream(entry), new CRC32());
        InputStream in = new BufferedInputStream(checked)) {
      T value = reader.read(in);
      if (in.read() != -1) {
        throw new IOException("its entry " + entry.getName() + " is longer than it should be");
      }
      if (checked.getChecksum().getValue() != entry.getCrc()) {
        throw new IOException("its entry " + entry.getName() + " is damaged (wrong checksum)");
      }
      return value;
    }
  }

  /**
   * Reads the beginning of an entry, of which nothing is checked.
   *
   * @throws IOException if it cannot be read
   */
  public <T> T peek(ZipEntry entry, Reader<T> reader) throws IOException {
    try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
      return reader.read(in);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}

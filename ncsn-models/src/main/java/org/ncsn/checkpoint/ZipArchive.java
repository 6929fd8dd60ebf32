package org.ncsn.checkpoint;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * An open ZIP whose entries are checked as they are read, which {@link ZipFile} leaves to others.
 */
public final class ZipArchive implements AutoCloseable {
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
   * @throws IOException if it is missing, no ZIP, or has a name twice
   */
  public static ZipArchive open(Path file) throws IOException {
    RegularFile.require(file);
    ZipFile zip = new ZipFile(file.toFile());
    try {
      return new ZipArchive(zip, index(zip));
    } catch (IOException e) {
      zip.close();
      throw e;
    }
  }

  private static Map<String, ZipEntry> index(ZipFile zip) throws IOException {
    List<? extends ZipEntry> all;
    try {
      all = zip.stream().toList();
    } catch (IllegalArgumentException e) {
      throw new IOException("an entry's name is damaged", e);
    }
    Map<String, ZipEntry> entries = new LinkedHashMap<>();
    for (ZipEntry entry : all) {
      if (entries.put(entry.getName(), entry) != null) {
        throw new IOException("it holds " + entry.getName() + " twice");
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

  @Override
  public void close() throws IOException {
    zip.close();
  }
}

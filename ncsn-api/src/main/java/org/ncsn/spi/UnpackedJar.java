package org.ncsn.spi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A jar whose libraries lie as files, too: with the jar's sizes, checksums and times. */
final class UnpackedJar implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UnpackedJar.class);

  /** The one that JavaCPP locks while it writes. */
  private static final String LOCK = ".lock";

  private static final int CHUNK = 1 << 20;

  private final JarFile jar;
  private final Path cache;

  UnpackedJar(JarFile jar, Path cache) {
    this.jar = jar;
    this.cache = cache;
  }

  /**
   * Writes what is missing or damaged in one of the jar's folders, and deletes what is not from it.
   * One process does so at a time, and every file is moved into place when it is whole, so that
   * libraries in use are never changed.
   *
   * @param parent path in the jar, with a slash at its end
   */
  Path unpack(String parent) throws IOException {
    List<JarEntry> entries =
        jar.stream()
            .filter(entry -> !entry.isDirectory())
            .filter(entry -> entry.getName().startsWith(parent))
            .filter(entry -> entry.getName().lastIndexOf('/') == parent.length() - 1)
            .toList();
    Path target = cache.resolve(Path.of(jar.getName()).getFileName()).resolve(parent);
    Files.createDirectories(target);
    // A lock of files is the process's; among its threads, JavaCPP uses this monitor.
    synchronized (Runtime.getRuntime()) {
      try (FileChannel channel =
              FileChannel.open(
                  cache.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        LOG.debug("Looking at {} under {}", target, lock);
        write(entries, target);
        deleteOthers(entries, target);
      }
    }
    return target;
  }

  private void write(List<JarEntry> entries, Path target) throws IOException {
    boolean told = false;
    for (JarEntry entry : entries) {
      Path file = target.resolve(name(entry));
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !holds(file, entry)) {
        if (!told) {
          LOG.info("Unpacking libraries into {}", target);
          told = true;
        }
        write(entry, file);
      }
    }
  }

  private void write(JarEntry entry, Path file) throws IOException {
    Path part = file.resolveSibling(name(entry) + ".part");
    try (InputStream in = jar.getInputStream(entry)) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.setLastModifiedTime(part, FileTime.fromMillis(entry.getTime()));
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** JavaCPP keeps some libraries under a second name; nothing else may be among them. */
  private static void deleteOthers(List<JarEntry> entries, Path target) throws IOException {
    List<String> names = entries.stream().map(UnpackedJar::name).toList();
    try (Stream<Path> files = Files.list(target)) {
      for (Path file : files.toList()) {
        if (!names.contains(file.getFileName().toString())
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && !holdsAny(file, entries)) {
          Files.delete(file);
        }
      }
    }
  }

  private static boolean holdsAny(Path file, List<JarEntry> entries) throws IOException {
    for (JarEntry entry : entries) {
      if (holds(file, entry)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(Path file, JarEntry entry) throws IOException {
    return Files.size(file) == entry.getSize() && checksum(file) == entry.getCrc();
  }

  private static long checksum(Path file) throws IOException {
    CRC32 sum = new CRC32();
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        sum.update(chunk, 0, read);
      }
    }
    return sum.getValue();
  }

  private static String name(JarEntry entry) {
    return entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
  }

  @Override
  public void close() throws IOException {
    jar.close();
  }
}

package org.ncsn.spi;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folders that nobody else can put files into. Where the file system knows no owners and modes, a
 * folder is taken as it is.
 */
final class PrivateFolder {
  private static final int STICKY = 01000;
  private static final int OTHERS_WRITE = 0002;
  private static final int GROUP_OR_OTHERS_WRITE = 0022;

  private PrivateFolder() {}

  /**
   * Makes a folder, or takes the one that is there.
   *
   * @throws IOException if that cannot be, or if others could have put files into it
   */
  static Path at(Path place) throws IOException {
    Path folder = place.toAbsolutePath().normalize();
    Files.createDirectories(folder.getParent());
    try {
      Files.createDirectory(folder, onlyForTheOwner(folder));
    } catch (FileAlreadyExistsException found) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(folder + " is not a folder", found);
      }
    }
    if (knowsModes(folder)) {
      requireNoWayIn(folder);
      requireOwn(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    return folder;
  }

  /** Makes a new folder of a name that nobody can foresee; it goes when the program ends. */
  static Path temporary(Path parent) throws IOException {
    Path folder = Files.createTempDirectory(parent, "ncsn-"); // for the owner alone
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    return folder;
  }

  private static FileAttribute<?>[] onlyForTheOwner(Path folder) {
    return knowsModes(folder)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean knowsModes(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  /** Neither may others write to the folder, nor may they put another one in its place. */
  private static void requireNoWayIn(Path folder) throws IOException {
    if ((mode(folder) & GROUP_OR_OTHERS_WRITE) != 0) {
      throw new IOException("others may write to " + folder);
    }
    for (Path above = folder.toRealPath().getParent(); above != null; above = above.getParent()) {
      if ((mode(above) & (OTHERS_WRITE | STICKY)) == OTHERS_WRITE) {
        throw new IOException("others may write to " + above);
      }
    }
  }

  /** A file that this process makes belongs to who runs it. */
  private static void requireOwn(Path folder) throws IOException {
    Path own = Files.createTempFile(folder, "own", "");
    try {
      if (!owner(own).equals(owner(folder))) {
        throw new IOException(folder + " belongs to somebody else");
      }
    } finally {
      Files.delete(own);
    }
  }

  private static int mode(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
  }

  private static Object owner(Path file) throws IOException {
    return Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  private static void delete(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> leavesFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : leavesFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | java.io.UncheckedIOException left) {
      // What cannot be deleted stays; the program has ended.
      return;
    }
  }
}

package org.ncsn.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.ncsn.error.RootCause;
import org.ncsn.error.UserError;

/**
 * A folder that driver and executors see: of a shared disk, HDFS, or a store of objects. Files
 * appear whole: a task that is tried again, or runs twice, writes the same bytes in their place.
 */
final class SharedFolder {
  private static final String UNFINISHED = ".part-";
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

  private final Path folder;
  private final FileSystem files;

  private SharedFolder(Path folder, FileSystem files) {
    this.folder = folder;
    this.files = files;
  }

  /** A place by the name that it has everywhere: executors work in folders of their own. */
  static String absolute(String place) {
    return place.isEmpty() || ADDRESS.matcher(place).matches()
        ? place
        : java.nio.file.Path.of(place).toAbsolutePath().toString();
  }

  /**
   * Opens it.
   *
   * @param place a path, or an address such as {@code s3a://bucket/folder}
   * @throws UserError if nothing can be there
   */
  static SharedFolder open(String place, Configuration configuration) {
    try {
      Path path = new Path(place);
      FileSystem files = path.getFileSystem(configuration);
      files.setWriteChecksum(false);
      return new SharedFolder(files.makeQualified(path), files);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError("-o " + place + ": " + RootCause.of(e) + "; give another folder", e);
    }
  }

  /** Writes the content of a file. */
  @FunctionalInterface
  interface Content {
    void writeTo(Path file, Configuration configuration) throws IOException;
  }

  /** Writes to a stream. */
  @FunctionalInterface
  interface Streamed {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, as a stream.
   *
   * @throws UserError if it cannot be written
   */
  void write(String name, Streamed content) {
    writeAt(
        name,
        (file, configuration) -> {
          try (OutputStream out = files.create(file, true)) {
            content.writeTo(out);
          }
        });
  }

  /** Writes a file at a place beside its own, and moves it there. */
  void writeAt(String name, Content content) {
    Path target = new Path(folder, name);
    Path part = new Path(target.getParent(), UNFINISHED + UUID.randomUUID());
    try {
      content.writeTo(part, files.getConf());
      if (!files.rename(part, target)) {
        // Where it is already, it is the same.
        files.delete(part, false);
        if (!files.exists(target)) {
          throw new IOException("it cannot be moved into place");
        }
      }
    } catch (IOException e) {
      discard(part, e);
      throw new UserError("cannot write " + target + ": " + RootCause.of(e), e);
    }
  }

  /** Removes a file, if it is there. */
  void remove(String name) {
    Path file = new Path(folder, name);
    try {
      files.delete(file, false);
    } catch (IOException e) {
      throw new UserError("cannot remove " + file + ": " + RootCause.of(e), e);
    }
  }

  private void discard(Path part, IOException cause) {
    try {
      files.delete(part, false);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * The bytes of a file.
   *
   * @throws UserError if it cannot be read
   */
  byte[] bytes(String name) {
    Path file = new Path(folder, name);
    try (InputStream in = files.open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UserError("cannot read " + file + ": " + RootCause.of(e), e);
    }
  }

  /** Whether a file holds a text. */
  boolean holds(String name, String text) {
    return exists(name) && Arrays.equals(bytes(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private boolean exists(String name) {
    Path file = new Path(folder, name);
    try {
      return files.exists(file);
    } catch (IOException e) {
      throw new UserError("cannot read " + file + ": " + RootCause.of(e), e);
    }
  }

  /** Names of the whole files in a folder below; none if there is no such folder. */
  Set<String> names(String below) {
    Path listed = below.isEmpty() ? folder : new Path(folder, below);
    try {
      return Arrays.stream(files.listStatus(listed))
          .filter(FileStatus::isFile)
          .map(status -> status.getPath().getName())
          .filter(name -> !name.startsWith(UNFINISHED))
          .map(name -> below.isEmpty() ? name : below + "/" + name)
          .collect(Collectors.toSet());
    } catch (FileNotFoundException e) {
      return Set.of();
    } catch (IOException e) {
      throw new UserError("cannot read " + listed + ": " + RootCause.of(e), e);
    }
  }

  /** Whether executors may have a disk of their own at this place. */
  boolean isLocal() {
    return files.getScheme().equals("file");
  }

  @Override
  public String toString() {
    return isLocal() ? folder.toUri().getPath() : folder.toString();
  }
}

package org.ncsn.checkpoint;

import java.io.BufferedOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file so that at every moment, also after a crash, its name stands for either the whole
 * old content or the whole new one.
 *
 * <p>The content goes to a hidden file in the same folder, reaches the disk, and is then moved into
 * place. The hidden file's name is fixed, so that what a killed process left behind is overwritten
 * by the next attempt instead of filling the disk; two processes must not write the same file.
 */
public final class AtomicFile {
  private static final int BUFFER_BYTES = 1 << 16;

  private AtomicFile() {}

  /** What to write. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; the stream is buffered, and closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Creates or replaces a file.
   *
   * @throws org.ncsn.error.UserError if the disk is full or the folder is missing or read-only; the
   *     old file is untouched then
   */
  public static void write(Path target, Content content) {
    Path file = target.toAbsolutePath();
    Path unfinished = unfinished(file);
    try {
      try {
        writeAndSync(unfinished, content);
        moveIntoPlace(unfinished, file);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw FileErrors.cannotWrite(target, e);
    }
  }

  /**
   * Gives a whole file, which was written by {@link #write}, a second name in the same folder,
   * replacing what had that name: a hard link, or a copy where the file system has no links.
   *
   * @throws org.ncsn.error.UserError as {@link #write} does
   */
  public static void alias(Path existing, Path target) {
    Path file = target.toAbsolutePath();
    Path unfinished = unfinished(file);
    try {
      try {
        Files.deleteIfExists(unfinished);
        Files.createLink(unfinished, existing);
        moveIntoPlace(unfinished, file);
      } finally {
        // Still there if both names stood for the same file already: then moving does nothing.
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException | UnsupportedOperationException noLinks) {
      write(target, out -> copy(existing, out));
    }
  }

  private static void copy(Path file, OutputStream out) throws IOException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      in.transferTo(out);
    }
  }

  private static Path unfinished(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".tmp");
  }

  private static void moveIntoPlace(Path unfinished, Path file) throws IOException {
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(file.getParent());
  }

  // Not a FileChannel: that one fails in an interrupted thread, which is what saves the last
  // checkpoint after Ctrl-C.
  private static void writeAndSync(Path file, Content content) throws IOException {
    try (FileOutputStream stream = new FileOutputStream(file.toFile());
        OutputStream out = new BufferedOutputStream(stream, BUFFER_BYTES)) {
      content.writeTo(out);
      out.flush();
      stream.getFD().sync();
    }
  }

  /** Makes the move itself durable, where the system can (Windows cannot open a folder). */
  private static void syncFolder(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

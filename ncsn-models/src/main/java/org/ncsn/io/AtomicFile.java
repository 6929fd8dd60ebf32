package org.ncsn.io;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

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
    write(List.of(target), content);
  }

  /**
   * Creates or replaces several files of the same content. All of them reach the disk before the
   * first one takes its name. They are files of their own, not links to one: whoever writes over
   * one of them leaves the others as they are.
   *
   * @throws org.ncsn.error.UserError as {@link #write(Path, Content)} does; the old files are
   *     untouched then, if it was not the very last move that failed
   */
  public static void write(List<Path> targets, Content content) {
    List<Path> files = targets.stream().map(Path::toAbsolutePath).toList();
    try {
      try {
        writeAndSync(files.stream().map(AtomicFile::unfinished).toList(), content);
        for (Path file : files) {
          moveIntoPlace(unfinished(file), file);
        }
      } finally {
        for (Path file : files) {
          Files.deleteIfExists(unfinished(file));
        }
      }
    } catch (IOException e) {
      throw FileErrors.cannotWrite(targets.get(0), e);
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
  private static void writeAndSync(List<Path> files, Content content) throws IOException {
    List<FileOutputStream> streams = new ArrayList<>();
    try {
      for (Path file : files) {
        streams.add(new FileOutputStream(file.toFile()));
      }
      try (OutputStream out = new BufferedOutputStream(new Everywhere(streams), BUFFER_BYTES)) {
        content.writeTo(out);
        out.flush();
        for (FileOutputStream stream : streams) {
          stream.getFD().sync();
        }
      }
    } finally {
      for (FileOutputStream stream : streams) {
        stream.close();
      }
    }
  }

  /** Writes to several streams what is written to it; whoever made them closes them. */
  private static final class Everywhere extends OutputStream {
    private final List<FileOutputStream> streams;

    Everywhere(List<FileOutputStream> streams) {
      this.streams = streams;
    }

    @Override
    public void write(int single) throws IOException {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      for (OutputStream stream : streams) {
        stream.write(bytes, from, length);
      }
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

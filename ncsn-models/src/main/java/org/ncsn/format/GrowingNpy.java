package org.ncsn.format;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.io.FileErrors;

/**
 * An {@code .npy} file that grows entry by entry along its first axis, so that it may be larger
 * than memory, and goes on after a kill where it stopped. Until it is whole it stands beside its
 * place, as {@code NAME-ORIGIN.npy.part}: what is of another origin is never mixed up with it.
 */
public final class GrowingNpy implements AutoCloseable {
  private static final String SUFFIX = ".npy";
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path target;
  private final Path part;
  private final TensorType whole;
  private final RandomAccessFile file;
  private int entries;

  private GrowingNpy(Path target, Path part, TensorType whole, RandomAccessFile file, int entries) {
    this.target = target;
    this.part = part;
    this.whole = whole;
    this.file = file;
    this.entries = entries;
  }

  /**
   * Begins a file, or goes on with one of the same type and origin.
   *
   * @param target {@code NAME.npy}, which is written when all entries are there
   * @param whole type of the whole array, {@code [N,...]}
   * @param origin letters and digits that stand for all that the entries depend on
   * @throws org.ncsn.error.UserError if it cannot be written
   */
  public static GrowingNpy open(Path target, TensorType whole, String origin) {
    String name = target.getFileName().toString();
    String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - 4) : name;
    Path part = target.resolveSibling(stem + "-" + origin + SUFFIX + ".part");
    try {
      RandomAccessFile file = new RandomAccessFile(part.toFile(), "rw");
      try {
        return new GrowingNpy(target, part, whole, file, begin(file, whole));
      } catch (IOException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw FileErrors.cannotWrite(part, e);
    }
  }

  /** Leaves the file at the end of its last whole entry. */
  private static int begin(RandomAccessFile file, TensorType whole) throws IOException {
    byte[] header = header(whole);
    byte[] found = new byte[header.length];
    int entries = 0;
    if (file.length() >= header.length) {
      file.readFully(found);
      if (Arrays.equals(header, found)) {
        entries = (int) ((file.length() - header.length) / entryBytes(whole));
      }
    }
    file.seek(0);
    file.write(header);
    long end = header.length + entries * entryBytes(whole);
    file.setLength(end);
    file.seek(end);
    return entries;
  }

  private static byte[] header(TensorType whole) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.writeHeader(out, whole);
    return out.toByteArray();
  }

  private static long entryBytes(TensorType whole) {
    return whole.with(whole.shape().with(0, 1)).bytes();
  }

  /** How many entries are there. */
  public int entries() {
    return entries;
  }

  /** Whether nothing is missing. */
  public boolean isWhole() {
    return entries == whole.shape().extent(0);
  }

  /** Where the entries are until all are there. */
  public Path part() {
    return part;
  }

  /**
   * Adds entries, which reach the disk before this returns.
   *
   * @param more {@code [n,...]}
   * @throws org.ncsn.error.UserError if the disk is full; what was there stays
   */
  public void append(HostArray more) {
    int count = more.shape().extent(0);
    if (!more.type().equals(whole.with(whole.shape().with(0, count)))
        || count > whole.shape().extent(0) - entries) {
      throw new IllegalArgumentException(
          "growing array: " + more.type() + " does not go behind " + entries + " of " + whole);
    }
    try {
      // Neither closed, which would close the file, nor a channel, which an interrupt closes.
      OutputStream out = new BufferedOutputStream(new FileOutputStream(file.getFD()), BUFFER_BYTES);
      ElementEncoding.write(more, out);
      out.flush();
      file.getFD().sync();
      entries += count;
    } catch (IOException e) {
      throw FileErrors.cannotWrite(part, e);
    }
  }

  /**
   * Some of the entries that are there.
   *
   * @param first number of the first one
   * @param most so many at most
   * @throws org.ncsn.error.UserError if they cannot be read
   */
  public HostArray read(int first, int most) {
    int count = Math.min(most, entries - first);
    try {
      long end = file.getFilePointer();
      file.seek(header(whole).length + first * entryBytes(whole));
      HostArray read =
          ElementEncoding.of(whole.dtype())
              .read(
                  new BufferedInputStream(new FileInputStream(file.getFD()), BUFFER_BYTES),
                  whole.shape().with(0, count));
      file.seek(end);
      return read;
    } catch (IOException e) {
      throw FileErrors.cannotRead(part, ".npy file", "draw the images again", e);
    }
  }

  /**
   * Moves the file to its place.
   *
   * @throws IllegalStateException if entries are missing
   */
  public void finish() {
    if (!isWhole()) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "growing array: %d entries of %s", entries, whole));
    }
    try {
      file.close();
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw FileErrors.cannotWrite(target, e);
    }
  }

  /** Removes the file, which is of no use any more. */
  public void discard() {
    try {
      file.close();
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw FileErrors.cannotWrite(part, e);
    }
  }

  /** Removes a file without entries; any other stays, to be gone on with. */
  @Override
  public void close() {
    try {
      file.close();
      if (entries == 0) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw FileErrors.cannotWrite(part, e);
    }
  }
}

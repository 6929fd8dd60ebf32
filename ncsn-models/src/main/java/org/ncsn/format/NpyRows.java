package org.ncsn.format;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Objects;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.error.UserError;
import org.ncsn.io.FileErrors;
import org.ncsn.io.RegularFile;

/**
 * An {@code .npy} file of which some entries of the first axis are read at a time, so that it may
 * be larger than memory. Several threads may read.
 */
public final class NpyRows implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final RandomAccessFile file;
  private final Npy.Header header;

  private NpyRows(Path path, RandomAccessFile file, Npy.Header header) {
    this.path = path;
    this.file = file;
    this.header = header;
  }

  /**
   * Opens a file.
   *
   * @throws UserError if it is missing, damaged, of an unsupported type, in Fortran order or a
   *     single number
   */
  public static NpyRows open(Path path) {
    try {
      RegularFile.require(path);
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
      try {
        return new NpyRows(path, file, header(file));
      } catch (IOException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static Npy.Header header(RandomAccessFile file) throws IOException {
    Npy.Header header = Npy.header(stream(file), file.length());
    if (header.fortran() || header.shape().rank() == 0) {
      throw new IOException("it is in Fortran order, or a single number");
    }
    return header;
  }

  /** Not to be closed, which would close the file. */
  private static InputStream stream(RandomAccessFile file) throws IOException {
    return new BufferedInputStream(new FileInputStream(file.getFD()), BUFFER_BYTES);
  }

  /** Type of the whole array in memory, {@code [N,...]}; bytes are {@code int32} there. */
  public TensorType type() {
    return header.type();
  }

  /** Whether its elements are unsigned bytes. */
  public boolean isOfBytes() {
    return header.encoding() == ElementEncoding.UINT8;
  }

  /**
   * Entries next to each other.
   *
   * @param first number of the first one
   * @return {@code [count,...]}
   * @throws UserError if they cannot be read
   * @throws IndexOutOfBoundsException if there are not so many
   */
  public synchronized HostArray read(int first, int count) {
    Objects.checkFromIndexSize(first, count, header.shape().extent(0));
    long entry = header.shape().with(0, 1).size() * header.encoding().bytes();
    try {
      file.seek(header.bytes() + first * entry);
      return header.encoding().read(stream(file), header.shape().with(0, count));
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static UserError unreadable(Path path, IOException cause) {
    return FileErrors.cannotRead(path, ".npy file", "write it again with numpy.save", cause);
  }
}

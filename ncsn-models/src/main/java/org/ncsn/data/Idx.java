package org.ncsn.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.ncsn.array.Shape;
import org.ncsn.io.FileErrors;
import org.ncsn.io.RegularFile;

/**
 * An IDX file of unsigned bytes, the format of MNIST and its successors: images {@code [N,H,W]} or
 * labels {@code [N]}.
 */
public final class Idx {
  private static final int UNSIGNED_BYTE = 0x08;
  private static final int MAX_RANK = 4;
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Shape shape;
  private final byte[] values;
  private final String md5;

  private Idx(Shape shape, byte[] values, String md5) {
    this.shape = shape;
    this.values = values;
    this.md5 = md5;
  }

  /** Extents, outermost first. */
  public Shape shape() {
    return shape;
  }

  /** The elements, 0 to 255, in row-major order; not to be changed. */
  public byte[] values() {
    return values;
  }

  /** MD5 of the whole file, uncompressed, in lower-case hexadecimal digits. */
  public String md5() {
    return md5;
  }

  /**
   * Reads a file, gzipped or not (its content tells, not its name).
   *
   * @param most elements of the published file, which no honest one exceeds
   * @throws org.ncsn.error.UserError if it is missing, cut short, too long, or no such file
   */
  public static Idx read(Path file, int most) {
    try (InputStream in = new BufferedInputStream(RegularFile.open(file), BUFFER_BYTES)) {
      return read(in, most);
    } catch (IOException e) {
      throw FileErrors.cannotRead(
          file, "IDX file", "delete it and put or download a good copy there", e);
    }
  }

  /**
   * Reads a stream that supports marks.
   *
   * @param most elements that it may have
   */
  static Idx read(InputStream in, int most) throws IOException {
    in.mark(2);
    boolean zipped = (in.read() << 8 | in.read()) == GZIP_MAGIC;
    in.reset();
    try {
      // Not Java's own: that one calls itself for every empty member.
      return parse(zipped ? new GzipCompressorInputStream(in, true) : in, most);
    } catch (EOFException e) {
      throw new EOFException("it is cut short");
    }
  }

  private static Idx parse(InputStream in, int most) throws IOException {
    MessageDigest digest = Checksums.md5();
    DataInputStream data = new DataInputStream(new DigestInputStream(in, digest));
    int magic = data.readInt();
    int rank = magic & 0xff;
    if (magic >>> 8 != UNSIGNED_BYTE || rank < 1 || rank > MAX_RANK) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "its first bytes %08x are not those of bytes in 1 to 4 dimensions",
              magic));
    }
    int[] extents = new int[rank];
    long size = 1;
    for (int axis = 0; axis < rank; axis++) {
      extents[axis] = data.readInt();
      if (extents[axis] < 1) {
        throw new IOException("its dimension " + extents[axis] + " is impossible");
      }
      size *= extents[axis];
      if (size > most) {
        throw new IOException("it claims more than the " + most + " bytes that were published");
      }
    }
    byte[] values = data.readNBytes((int) size);
    if (values.length < size) {
      throw new EOFException();
    }
    if (data.read() != -1) {
      throw new IOException("it has more bytes than its dimensions say");
    }
    return new Idx(Shape.of(extents), values, HexFormat.of().formatHex(digest.digest()));
  }
}

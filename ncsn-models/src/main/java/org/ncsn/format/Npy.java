package org.ncsn.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.io.AtomicFile;
import org.ncsn.io.FileErrors;
import org.ncsn.io.RegularFile;

/**
 * NumPy's {@code .npy} format: one array a file.
 *
 * <p>Reads versions 1.0 to 3.0, little-endian {@code f4}, {@code f8}, {@code i4}, {@code i8} and
 * {@code u1} in C or Fortran order; integers become {@code int32}. Writes version 1.0 in C order.
 */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_HEADER_BYTES = 1 << 16;
  private static final int ALIGNMENT = 64;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([^']*)', 'fortran_order': (True|False), 'shape': \\(([0-9L, ]*)\\),?"
              + " *\\}\\s*");

  private Npy() {}

  /**
   * Reads a file.
   *
   * @throws org.ncsn.error.UserError if it is missing, damaged, or of an unsupported type
   */
  public static HostArray read(Path file) {
    try (InputStream in = new BufferedInputStream(RegularFile.open(file))) {
      return read(in, Files.size(file));
    } catch (IOException e) {
      throw FileErrors.cannotRead(file, ".npy file", "write it again with numpy.save", e);
    }
  }

  /**
   * Writes a file, atomically.
   *
   * @throws org.ncsn.error.UserError if it cannot be written
   */
  public static void write(Path file, HostArray array) {
    AtomicFile.write(file, out -> write(out, array));
  }

  /** Reads an array that takes exactly {@code bytes} bytes of a stream, header included. */
  static HostArray read(InputStream in, long bytes) throws IOException {
    return header(in, bytes).elements(in);
  }

  /**
   * What stands before the elements of an array.
   *
   * @param fortran whether the first axis is the one that varies fastest
   * @param bytes how many bytes there are of it, before the first element
   */
  record Header(ElementEncoding encoding, boolean fortran, Shape shape, int bytes) {
    /** The type of the array in memory. */
    TensorType type() {
      return new TensorType(encoding.dtype(), shape);
    }

    private HostArray elements(InputStream in) throws IOException {
      int rank = shape.rank();
      if (!fortran || rank < 2) {
        return encoding.read(in, shape);
      }
      int[] backwards = IntStream.range(0, rank).map(axis -> rank - 1 - axis).toArray();
      Shape stored = Shape.of(IntStream.of(backwards).map(shape::extent).toArray());
      return encoding.read(in, stored).transpose(backwards);
    }
  }

  /**
   * Reads what stands before the elements.
   *
   * @param bytes how many the whole array takes, header included; one that claims more or fewer is
   *     refused before memory is taken for it
   */
  static Header header(InputStream in, long bytes) throws IOException {
    byte[] start = in.readNBytes(8);
    if (start.length < 8 || !Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
      throw new IOException("it does not begin as .npy files do");
    }
    int version = start[6];
    if (version < 1 || version > 3) {
      throw new IOException("its format version " + version + " is not 1 to 3");
    }
    int lengthBytes = version == 1 ? 2 : 4;
    ByteBuffer field = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    if (in.readNBytes(field.array(), 0, lengthBytes) < lengthBytes) {
      throw new EOFException("it ends within its header");
    }
    int length = field.getInt();
    if (length < 0 || length > MAX_HEADER_BYTES) {
      throw new IOException("its header is larger than " + MAX_HEADER_BYTES + " bytes");
    }
    byte[] text = in.readNBytes(length);
    if (text.length < length) {
      throw new EOFException("it ends within its header");
    }
    Header header = header(new String(text, StandardCharsets.UTF_8), 8 + lengthBytes + length);
    long there = bytes - header.bytes;
    long wanted = header.shape.size() * header.encoding.bytes();
    if (wanted != there) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "an array of shape %s takes %d bytes, but there are %d",
              header.shape,
              wanted,
              there));
    }
    return header;
  }

  private static Header header(String text, int bytes) throws IOException {
    Matcher fields = HEADER.matcher(text);
    if (!fields.matches()) {
      throw new IOException("its header is not a plain array's");
    }
    long[] extents =
        Pattern.compile("[0-9]{1,18}")
            .matcher(fields.group(3))
            .results()
            .mapToLong(extent -> Long.parseLong(extent.group()))
            .toArray();
    return new Header(
        encoding(fields.group(1)),
        fields.group(2).equals("True"),
        ElementEncoding.shape(extents),
        bytes);
  }

  private static ElementEncoding encoding(String descr) throws IOException {
    return switch (descr) {
      case "<f4" -> ElementEncoding.FLOAT32;
      case "<f8" -> ElementEncoding.FLOAT64;
      case "<i4" -> ElementEncoding.INT32;
      case "<i8" -> ElementEncoding.INT64;
      case "|u1" -> ElementEncoding.UINT8;
      default ->
          throw new IOException(
              String.format(
                  Locale.ROOT, "its element type '%s' is not one of <f4 <f8 <i4 <i8 |u1", descr));
    };
  }

  /** Writes an array to a stream, which stays open. */
  public static void write(OutputStream out, HostArray array) throws IOException {
    writeHeader(out, array.type());
    ElementEncoding.write(array, out);
  }

  /** What stands before the elements of an array. */
  static void writeHeader(OutputStream out, TensorType type) throws IOException {
    String descr =
        switch (type.dtype()) {
          case FLOAT32 -> "<f4";
          case FLOAT64 -> "<f8";
          case INT32 -> "<i4";
        };
    String extents =
        IntStream.of(type.shape().extents())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", ", "(", type.shape().rank() == 1 ? ",)" : ")"));
    String text =
        String.format(
            Locale.ROOT, "{'descr': '%s', 'fortran_order': False, 'shape': %s, }", descr, extents);
    int unpadded = MAGIC.length + 4 + text.length() + 1;
    int padding = (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
    byte[] header = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    out.write(MAGIC);
    out.write(new byte[] {1, 0, (byte) header.length, (byte) (header.length >> 8)});
    out.write(header);
  }
}

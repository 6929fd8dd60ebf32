package org.ncsn.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.InflaterInputStream;
import org.apache.commons.io.input.BoundedInputStream;
import org.ncsn.array.Shape;
import org.ncsn.io.UnsignedBytes;

/**
 * Reads one array of unsigned bytes out of a MATLAB file of level 5, in which data sets come. A
 * reader of our own, because those of libraries allocate whatever a file claims; this one allocates
 * what was published.
 */
final class MatlabFile {
  private static final int HEADER_BYTES = 128;
  private static final int UINT8_DATA = 2;
  private static final int MATRIX = 14;
  private static final int COMPRESSED = 15;

  // MATLAB stores whole numbers in as few bytes as they need, whatever the array's class.
  private static final int UINT8_CLASS = 9;
  private static final int DOUBLE_CLASS = 6;

  /** Flags, dimensions and name of an array are short. */
  private static final int LONGEST_ATTRIBUTE = 256;

  private final ByteOrder order;
  private final int most;
  private final String variable;

  private MatlabFile(ByteOrder order, int most, String variable) {
    this.order = order;
    this.most = most;
    this.variable = variable;
  }

  /**
   * Reads an array.
   *
   * @param most bytes that it may have
   * @param variable the array's name
   * @return its elements in MATLAB's order, in which the first axis runs fastest
   * @throws IOException if there is none of unsigned bytes, or the file is damaged
   */
  static UnsignedBytes read(InputStream in, int most, String variable) throws IOException {
    byte[] header = in.readNBytes(HEADER_BYTES);
    if (header.length < HEADER_BYTES || !isLevel5(header)) {
      throw new IOException("it is no MATLAB file of level 5");
    }
    ByteOrder order =
        header[HEADER_BYTES - 2] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    MatlabFile file = new MatlabFile(order, most, variable);
    while (true) {
      Tag tag = file.tag(in);
      BoundedInputStream content =
          BoundedInputStream.builder().setInputStream(in).setMaxCount(tag.bytes).get();
      UnsignedBytes found = file.element(tag, content);
      if (found != null) {
        return found;
      }
      content.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static boolean isLevel5(byte[] header) {
    String mark = new String(header, HEADER_BYTES - 2, 2, StandardCharsets.US_ASCII);
    return (mark.equals("IM") && header[HEADER_BYTES - 3] == 1)
        || (mark.equals("MI") && header[HEADER_BYTES - 4] == 1);
  }

  /** The wanted array, or null if this is something else. */
  private UnsignedBytes element(Tag tag, InputStream content) throws IOException {
    if (tag.type == MATRIX) {
      return matrix(content);
    }
    if (tag.type == COMPRESSED) {
      InputStream inflated = new BufferedInputStream(new InflaterInputStream(content));
      return tag(inflated).type == MATRIX ? matrix(inflated) : null;
    }
    return null;
  }

  private UnsignedBytes matrix(InputStream in) throws IOException {
    int arrayClass = attribute(in).getInt() & 0xff;
    ByteBuffer dimensions = attribute(in);
    String name = StandardCharsets.US_ASCII.decode(attribute(in)).toString();
    if (!name.equals(variable)) {
      return null;
    }
    Shape shape = shape(dimensions);
    Tag tag = tag(in);
    boolean numbers = arrayClass == UINT8_CLASS || arrayClass == DOUBLE_CLASS;
    if (!numbers || tag.type != UINT8_DATA || tag.bytes != shape.size()) {
      throw new IOException("its array " + variable + " is not one of unsigned bytes " + shape);
    }
    byte[] values = in.readNBytes(shape.intSize());
    if (values.length < shape.intSize()) {
      throw new EOFException("it is cut short");
    }
    return new UnsignedBytes(shape, values);
  }

  private Shape shape(ByteBuffer dimensions) throws IOException {
    int[] extents = new int[dimensions.remaining() / Integer.BYTES];
    long size = 1;
    for (int axis = 0; axis < extents.length; axis++) {
      extents[axis] = dimensions.getInt();
      if (extents[axis] < 1) {
        throw new IOException("its dimension " + extents[axis] + " is impossible");
      }
      size *= extents[axis];
      if (size > most) {
        throw new IOException("it claims more than the " + most + " bytes that were published");
      }
    }
    return Shape.of(extents);
  }

  /** Type and length of what follows; up to four bytes stand in the tag itself. */
  private record Tag(int type, long bytes, boolean inside) {}

  private Tag tag(InputStream in) throws IOException {
    int type = integer(in);
    if (type >>> 16 != 0) {
      return new Tag(type & 0xffff, type >>> 16, true);
    }
    return new Tag(type, Integer.toUnsignedLong(integer(in)), false);
  }

  /** A short piece of an array's description. */
  private ByteBuffer attribute(InputStream in) throws IOException {
    Tag tag = tag(in);
    if (tag.bytes > (tag.inside ? Integer.BYTES : LONGEST_ATTRIBUTE)) {
      throw new IOException("it describes an array at impossible length");
    }
    int length = (int) tag.bytes;
    int padded = tag.inside ? Integer.BYTES : (length + 7) / 8 * 8;
    return whole(in, padded).limit(length);
  }

  private int integer(InputStream in) throws IOException {
    return whole(in, Integer.BYTES).getInt();
  }

  private ByteBuffer whole(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("it ends before its array " + variable);
    }
    return ByteBuffer.wrap(bytes).order(order);
  }
}

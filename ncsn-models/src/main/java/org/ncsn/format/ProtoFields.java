package org.ncsn.format;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in protobuf's wire format, read: the fields that it has by their numbers, in its order.
 * What is inside of it is looked at when it is asked for.
 */
public final class ProtoFields {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;
  private static final int VARINT_BITS = 64;

  /** A field takes some ten times as much memory as two bytes of a file. */
  private static final int MOST_FIELDS = 1 << 20;

  private final List<Field> fields;

  private ProtoFields(List<Field> fields) {
    this.fields = fields;
  }

  /** One field: a number, or the bytes of whatever else. */
  private record Field(int number, long value, ByteBuffer bytes) {}

  /**
   * The fields of a message.
   *
   * @throws IOException if these are not the bytes of a message
   */
  public static ProtoFields of(ByteBuffer message) throws IOException {
    ByteBuffer in = message.slice().order(ByteOrder.LITTLE_ENDIAN);
    List<Field> fields = new ArrayList<>();
    try {
      while (in.hasRemaining()) {
        if (fields.size() == MOST_FIELDS) {
          throw new IOException("a message has more than " + MOST_FIELDS + " fields");
        }
        long tag = varint(in);
        int number = (int) (tag >>> 3);
        switch ((int) (tag & 7)) {
          case VARINT -> fields.add(new Field(number, varint(in), null));
          case FIXED64 -> fields.add(new Field(number, in.getLong(), null));
          case FIXED32 -> fields.add(new Field(number, in.getInt(), null));
          case LENGTH_DELIMITED -> fields.add(new Field(number, 0, piece(in)));
          default -> throw new IOException("a message has a field of no known kind");
        }
      }
    } catch (BufferUnderflowException e) {
      throw new IOException("a message ends in the middle of a field", e);
    }
    return new ProtoFields(fields);
  }

  private static ByteBuffer piece(ByteBuffer in) throws IOException {
    long claimed = varint(in);
    if (claimed < 0 || claimed > in.remaining()) {
      throw new IOException("a message ends in the middle of a field");
    }
    int length = (int) claimed;
    ByteBuffer piece = in.slice().limit(length);
    in.position(in.position() + length);
    return piece;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < VARINT_BITS; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        break;
      }
    }
    return value;
  }

  /** The last value of a field of numbers; 0 if it is not there. */
  public long integer(int number) {
    return fields.stream()
        .filter(field -> field.number == number && field.bytes == null)
        .reduce((first, second) -> second)
        .map(Field::value)
        .orElse(0L);
  }

  /** The last value of a field of such numbers; 0 if it is not there. */
  public float float32(int number) {
    return Float.intBitsToFloat((int) integer(number));
  }

  /** The last value of a field of such numbers; 0 if it is not there. */
  public double float64(int number) {
    return Double.longBitsToDouble(integer(number));
  }

  /** Whether a field stands in the message. */
  public boolean has(int number) {
    return fields.stream().anyMatch(field -> field.number == number);
  }

  /**
   * All messages of a field that repeats.
   *
   * @throws IOException if one is none
   */
  public List<ProtoFields> messages(int number) throws IOException {
    List<ProtoFields> messages = new ArrayList<>();
    for (Field field : fields) {
      if (field.number == number && field.bytes != null) {
        messages.add(of(field.bytes));
      }
    }
    return messages;
  }

  /** The bytes of a field; empty if it is not there. */
  public byte[] bytes(int number) {
    for (Field field : fields) {
      if (field.number == number && field.bytes != null) {
        byte[] bytes = new byte[field.bytes.remaining()];
        field.bytes.duplicate().get(bytes);
        return bytes;
      }
    }
    return new byte[0];
  }

  /** The text in a field; empty if it is not there. */
  public String text(int number) {
    return new String(bytes(number), StandardCharsets.UTF_8);
  }

  /**
   * All numbers of a field of {@code float}s that repeats, packed or one by one.
   *
   * @throws IOException if one is cut off
   */
  public float[] floats(int number) throws IOException {
    List<Field> found = fields.stream().filter(field -> field.number == number).toList();
    long bytes = found.stream().mapToLong(ProtoFields::size).sum();
    if (bytes % Float.BYTES != 0) {
      throw new IOException("a message ends in the middle of a number");
    }
    ByteBuffer all = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (Field field : found) {
      if (field.bytes == null) {
        all.putInt((int) field.value);
      } else {
        all.put(field.bytes.duplicate());
      }
    }
    float[] values = new float[(int) bytes / Float.BYTES];
    all.flip().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static long size(Field field) {
    return field.bytes == null ? Float.BYTES : field.bytes.remaining();
  }
}

package org.ncsn.cli.output;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A message in protobuf's wire format, read: {@link ProtoMessage}'s counterpart. */
final class ProtoFields {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;
  private static final int VARINT_BITS = 64;

  private final List<Field> fields;

  private ProtoFields(List<Field> fields) {
    this.fields = fields;
  }

  /** One field: a number, or the bytes of whatever else. */
  private record Field(int number, long value, ByteBuffer bytes) {}

  /**
   * @throws IOException if these are not the bytes of a message
   */
  static ProtoFields of(ByteBuffer message) throws IOException {
    ByteBuffer in = message.slice().order(ByteOrder.LITTLE_ENDIAN);
    List<Field> fields = new ArrayList<>();
    try {
      while (in.hasRemaining()) {
        long tag = varint(in);
        int number = (int) (tag >>> 3);
        switch ((int) (tag & 7)) {
          case VARINT -> fields.add(new Field(number, varint(in), null));
          case FIXED64 -> fields.add(new Field(number, in.getLong(), null));
          case FIXED32 -> fields.add(new Field(number, in.getInt(), null));
          case LENGTH_DELIMITED -> fields.add(new Field(number, 0, piece(in)));
          default -> throw new IOException("an event has a field of no known kind");
        }
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException("an event ends in the middle of a field", e);
    }
    return new ProtoFields(fields);
  }

  private static ByteBuffer piece(ByteBuffer in) {
    int length = Math.toIntExact(Math.min(varint(in), Integer.MAX_VALUE));
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
  long integer(int number) {
    return fields.stream()
        .filter(field -> field.number == number && field.bytes == null)
        .reduce((first, second) -> second)
        .map(Field::value)
        .orElse(0L);
  }

  float float32(int number) {
    return Float.intBitsToFloat((int) integer(number));
  }

  double float64(int number) {
    return Double.longBitsToDouble(integer(number));
  }

  /** Whether a field stands in the message. */
  boolean has(int number) {
    return fields.stream().anyMatch(field -> field.number == number);
  }

  /** All messages of a field that repeats. */
  List<ProtoFields> messages(int number) throws IOException {
    List<ProtoFields> messages = new ArrayList<>();
    for (Field field : fields) {
      if (field.number == number && field.bytes != null) {
        messages.add(of(field.bytes));
      }
    }
    return messages;
  }

  /** The bytes of a field; empty if it is not there. */
  byte[] bytes(int number) {
    for (Field field : fields) {
      if (field.number == number && field.bytes != null) {
        byte[] bytes = new byte[field.bytes.remaining()];
        field.bytes.duplicate().get(bytes);
        return bytes;
      }
    }
    return new byte[0];
  }

  String text(int number) {
    return new String(bytes(number), StandardCharsets.UTF_8);
  }
}

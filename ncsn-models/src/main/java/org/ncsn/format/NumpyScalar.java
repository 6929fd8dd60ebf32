package org.ncsn.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A number of NumPy's in a pickle, as a learning rate is that was computed with NumPy: an element
 * type, and the number's bytes.
 */
final class NumpyScalar {
  /** The largest plain type is complex, of two times 16 bytes. */
  private static final int MOST_BYTES = 32;

  private static final String LATIN_1 = "latin1";

  private NumpyScalar() {}

  /** An element type, which says by a state of its own in which order bytes are. */
  record Type(String name) {
    /**
     * Makes sure that bytes are in the order in which they are read.
     *
     * @param state version, order, and what plain numbers have not
     */
    void requireLittleEndian(Object state) throws IOException {
      if (!(state instanceof Object[] facts) || facts.length < 2 || !"<".equals(facts[1])) {
        throw new IOException("a number of NumPy's is in another byte order");
      }
    }
  }

  /** An element type, of its name and two flags. */
  static Type type(Object[] arguments) {
    return new Type((String) arguments[0]);
  }

  /** Python 2's pickles have no bytes; a text of as many characters stands for them. */
  static byte[] bytes(Object[] arguments) throws IOException {
    String text = (String) arguments[0];
    if (!LATIN_1.equals(arguments[1]) || text.length() > MOST_BYTES) {
      throw new IOException("it has bytes that are no number's");
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The number, of its type and bytes. */
  static Number of(Object[] arguments) throws IOException {
    Type type = (Type) arguments[0];
    ByteBuffer bytes = ByteBuffer.wrap((byte[]) arguments[1]).order(ByteOrder.LITTLE_ENDIAN);
    String kind = type.name() + " in " + bytes.remaining();
    return switch (kind) {
      case "f8 in 8" -> bytes.getDouble();
      case "f4 in 4" -> (double) bytes.getFloat();
      case "i8 in 8" -> bytes.getLong();
      case "i4 in 4" -> (long) bytes.getInt();
      default ->
          throw new IOException(
              String.format(
                  Locale.ROOT,
                  "it has a number of NumPy's type %s in %d bytes; f8, f4, i8 and i4 are read",
                  PickleRules.printable(type.name()),
                  bytes.remaining()));
    };
  }
}

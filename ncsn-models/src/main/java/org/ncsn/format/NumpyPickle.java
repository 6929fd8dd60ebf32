package org.ncsn.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ncsn.array.Shape;
import org.ncsn.io.UnsignedBytes;

/**
 * Reads pickles of NumPy arrays of unsigned bytes, as data sets made in Python come, without Python
 * and without running anything that they contain.
 */
public final class NumpyPickle {
  private NumpyPickle() {}

  /**
   * Reads an array that stands in a dictionary.
   *
   * @param key its key there
   * @throws IOException if the pickle is damaged or too large, wants anything but containers, text,
   *     numbers and arrays, or has no such array
   */
  public static UnsignedBytes read(InputStream in, String key) throws IOException {
    if (entry(in, key) instanceof PickledArray array) {
      return array.toBytes();
    }
    throw new IOException("it has no array '" + key + "'");
  }

  /**
   * Reads a list of whole numbers that stands in a dictionary.
   *
   * @param key its key there
   * @throws IOException as {@link #read} does, or if one of them is not from 0 to 255
   */
  public static byte[] readBytes(InputStream in, String key) throws IOException {
    if (!(entry(in, key) instanceof List<?> list)) {
      throw new IOException("it has no list '" + key + "'");
    }
    byte[] bytes = new byte[list.size()];
    for (int i = 0; i < bytes.length; i++) {
      long number = TorchGlobal.integer(list.get(i));
      if (number < 0 || number > UnsignedBytes.MOST) {
        throw new IOException("its list '" + key + "' holds the number " + number);
      }
      bytes[i] = (byte) number;
    }
    return bytes;
  }

  /** What stands in the dictionary under a key; a dictionary where nothing does. */
  private static Object entry(InputStream in, String key) throws IOException {
    Object root = new RestrictedUnpickler(new Rules()).load(in);
    PickleDict nothing = new PickleDict();
    return root instanceof PickleDict dict ? dict.items().getOrDefault(key, nothing) : nothing;
  }

  /** What such pickles name. */
  private enum Name {
    RECONSTRUCT,
    ARRAY,
    ELEMENT_TYPE;
  }

  /** An element type under construction; of its state, only the byte order is left to say. */
  private record ElementType(Object name) {}

  /** An array, which is made empty and then gets its state. */
  private static final class PickledArray {
    private Object[] state = {};

    /** The state is version, shape, element type, whether it is in Fortran's order, and bytes. */
    UnsignedBytes toBytes() throws IOException {
      if (state.length != 5
          || !(state[1] instanceof Object[] extents)
          || !(state[2] instanceof ElementType type)
          || !(state[4] instanceof byte[] values)) {
        throw new IOException("its array has no elements of a kind that is known here");
      }
      if (!"u1".equals(type.name())) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "its elements are '%s', not unsigned bytes",
                PickleRules.printable(String.valueOf(type.name()))));
      }
      // Protocol 2 writes a number where Python has a truth value.
      if (!Boolean.FALSE.equals(state[3]) && !Integer.valueOf(0).equals(state[3])) {
        throw new IOException("its array is in Fortran's order");
      }
      long[] claimed = new long[extents.length];
      for (int axis = 0; axis < claimed.length; axis++) {
        claimed[axis] = TorchGlobal.integer(extents[axis]);
      }
      Shape shape = ElementEncoding.shape(claimed);
      if (shape.size() != values.length) {
        throw new IOException("its array " + shape + " has " + values.length + " elements");
      }
      return new UnsignedBytes(shape, values);
    }
  }

  private static final class Rules implements PickleRules {
    /** The largest published batch has 31 million. */
    private static final int MAX_BYTES = 1 << 26;

    /** Longer byte strings are elements of arrays. */
    private static final int LONGEST_TEXT = 255;

    private static final Set<String> RECONSTRUCT =
        Set.of(
            "numpy.core.multiarray._reconstruct",
            // NumPy 2 moved it.
            "numpy._core.multiarray._reconstruct");

    @Override
    public int maxBytes() {
      return MAX_BYTES;
    }

    @Override
    public String refusal() {
      return "which arrays of bytes never need; do not trust this file";
    }

    @Override
    public Object byteString(byte[] bytes) {
      return bytes.length <= LONGEST_TEXT ? new String(bytes, StandardCharsets.ISO_8859_1) : bytes;
    }

    @Override
    public Object find(String module, String name) throws IOException {
      String path = module + "." + name;
      if (RECONSTRUCT.contains(path)) {
        return Name.RECONSTRUCT;
      }
      return switch (path) {
        case "numpy.ndarray" -> Name.ARRAY;
        case "numpy.dtype" -> Name.ELEMENT_TYPE;
        default ->
            throw new IOException(
                String.format(
                    Locale.ROOT, "it asks for %s, %s", PickleRules.printable(path), refusal()));
      };
    }

    @Override
    public Object call(Object function, Object[] arguments) throws IOException {
      return switch ((Name) function) {
        case RECONSTRUCT -> new PickledArray();
        case ELEMENT_TYPE -> new ElementType(arguments[0]);
        case ARRAY -> throw new IOException("it calls numpy.ndarray, " + refusal());
      };
    }

    @Override
    public void build(Object object, Object state) throws IOException {
      if (object instanceof PickledArray array) {
        array.state = (Object[]) state;
      } else if (!(object instanceof ElementType)) {
        throw new IOException("it sets attributes of an object, " + refusal());
      }
    }

    @Override
    public Object persistent(Object[] id) throws IOException {
      throw new IOException("it refers to something outside of it, " + refusal());
    }
  }
}

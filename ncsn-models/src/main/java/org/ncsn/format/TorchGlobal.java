package org.ncsn.format;

import java.io.IOException;
import java.util.List;

/** The functions that a PyTorch pickle may call; there are no others. */
enum TorchGlobal {
  ORDERED_DICT,
  REBUILD_TENSOR,
  REBUILD_PARAMETER,
  NUMPY_TYPE,
  NUMPY_SCALAR,
  ENCODE;

  /** Why everything else is refused. */
  static final String REFUSAL =
      "which building tensors never needs; do not trust this file, unless you made it: then save"
          + " only its state_dict";

  /**
   * What a name in a pickle stands for: a function, a storage class as its {@link ElementEncoding},
   * or a {@link TorchTypeName} that is not read.
   *
   * @throws IOException if it is any other name
   */
  static Object find(String module, String name) throws IOException {
    String path = module + "." + name;
    switch (path) {
      case "collections.OrderedDict" -> {
        return ORDERED_DICT;
      }
      case "torch._utils._rebuild_tensor_v2" -> {
        return REBUILD_TENSOR;
      }
      case "torch._utils._rebuild_parameter" -> {
        return REBUILD_PARAMETER;
      }
      case "numpy.dtype" -> {
        return NUMPY_TYPE;
      }
      // NumPy 2 moved it.
      case "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar" -> {
        return NUMPY_SCALAR;
      }
      case "_codecs.encode" -> {
        return ENCODE;
      }
      default -> {
        ElementEncoding storage = module.equals("torch") ? TorchStorage.encoding(name) : null;
        if (storage != null) {
          return storage;
        }
        return TorchTypeName.of(path)
            .orElseThrow(
                () ->
                    new IOException("it asks for " + PickleRules.printable(path) + ", " + REFUSAL));
      }
    }
  }

  /** Runs the function on a tuple of arguments, as the pickle has them. */
  Object call(Object[] arguments) throws IOException {
    return switch (this) {
      case ORDERED_DICT -> orderedDict(arguments);
      case REBUILD_TENSOR ->
          TorchView.of(
              (TorchStorage) arguments[0],
              integer(arguments[1]),
              integers((Object[]) arguments[2]),
              integers((Object[]) arguments[3]));
      case REBUILD_PARAMETER -> (TorchView) arguments[0];
      case NUMPY_TYPE -> NumpyScalar.type(arguments);
      case NUMPY_SCALAR -> NumpyScalar.of(arguments);
      case ENCODE -> NumpyScalar.bytes(arguments);
    };
  }

  /** Python 3 makes an empty one and fills it, Python 2 hands over a list of pairs. */
  private static PickleDict orderedDict(Object[] arguments) throws IOException {
    PickleDict dict = new PickleDict();
    if (arguments.length > 0) {
      for (Object pair : (List<?>) arguments[0]) {
        List<?> keyAndValue = (List<?>) pair;
        dict.put(keyAndValue.get(0), keyAndValue.get(1));
      }
    }
    return dict;
  }

  private static long[] integers(Object[] tuple) throws IOException {
    long[] values = new long[tuple.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = integer(tuple[i]);
    }
    return values;
  }

  /** A Python integer that fits a {@code long}. */
  static long integer(Object value) throws IOException {
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw new IOException("its pickle has something else where an integer belongs");
  }
}

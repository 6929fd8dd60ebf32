package org.ncsn.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * PyTorch's format before 1.6: five pickles (a magic number, a version, facts about the machine,
 * the object, the keys of its storages), then for every key an element count and the elements.
 */
final class TorchLegacy {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final int VERSION = 1001;

  private TorchLegacy() {}

  static Object read(InputStream in, long fileBytes) throws IOException {
    TorchStorages storages = new TorchStorages(fileBytes);
    if (!MAGIC.equals(storages.unpickle(in))) {
      throw new IOException("it does not begin as PyTorch's files do");
    }
    if (TorchGlobal.integer(storages.unpickle(in)) != VERSION) {
      throw new IOException("its format version is not " + VERSION);
    }
    if (storages.unpickle(in) instanceof PickleDict machine
        && Boolean.FALSE.equals(machine.items().get("little_endian"))) {
      throw new IOException("it was written on a machine with another byte order");
    }
    Object root = storages.unpickle(in);
    Object keys = storages.unpickle(in);
    if (!(keys instanceof List<?> list)) {
      throw new IOException("its list of storages is missing");
    }
    fill(storages.byKey(), list, in);
    return TorchTree.plain(root, storages);
  }

  private static void fill(Map<String, TorchStorage> storages, List<?> keys, InputStream in)
      throws IOException {
    Set<Object> filled = new HashSet<>();
    for (Object key : keys) {
      TorchStorage storage = key instanceof String ? storages.get(key) : null;
      if (storage == null || !filled.add(key)) {
        throw new IOException("its list of storages does not fit its tensors");
      }
      byte[] count = in.readNBytes(Long.BYTES);
      if (count.length < Long.BYTES) {
        throw new EOFException("it is cut short");
      }
      if (ByteBuffer.wrap(count).order(ByteOrder.LITTLE_ENDIAN).getLong() != storage.count()) {
        throw new IOException("a storage has not the size of its tensor");
      }
      storage.fill(in);
    }
    if (filled.size() < storages.size()) {
      throw new IOException("its list of storages does not fit its tensors");
    }
  }
}

package org.ncsn.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The storages that the pickle of one file speaks of; together they cannot exceed the file. */
final class TorchStorages {
  private final long fileBytes;
  private final Map<String, TorchStorage> byKey = new LinkedHashMap<>();
  private long bytes;
  private long elements;

  TorchStorages(long fileBytes) {
    this.fileBytes = fileBytes;
  }

  /**
   * The storage of a persistent id: the word "storage", class, key, location (a device, which does
   * not matter here), element count, and in legacy files a window on another storage or null.
   */
  TorchStorage get(Object[] id) throws IOException {
    if (id.length < 5
        || !"storage".equals(id[0])
        || !(id[1] instanceof ElementEncoding encoding)
        || !(id[2] instanceof String key)
        || (id.length > 5 && id[5] != null)) {
      throw new IOException("its pickle refers to something that is no plain storage");
    }
    long count = TorchGlobal.integer(id[4]);
    TorchStorage known = byKey.get(key);
    if (known != null) {
      if (known.encoding() != encoding || known.count() != count) {
        throw new IOException("it describes one storage in two ways");
      }
      return known;
    }
    TorchStorage storage = new TorchStorage(encoding, ElementEncoding.shape(count).intSize());
    bytes += storage.bytes();
    elements += storage.count();
    if (bytes > fileBytes) {
      throw new IOException("it is cut short: its tensors take more bytes than it has");
    }
    byKey.put(key, storage);
    return storage;
  }

  /** Every storage by its key, in the order of the pickle. */
  Map<String, TorchStorage> byKey() {
    return Collections.unmodifiableMap(byKey);
  }

  /** Elements of all storages together. */
  long elements() {
    return elements;
  }

  /** Reads one pickle whose tensors look into these storages. */
  Object unpickle(InputStream in) throws IOException {
    return new RestrictedUnpickler(new TorchRules(this)).load(in);
  }
}

package org.ncsn.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import org.ncsn.io.ZipArchive;

/** PyTorch's ZIP format: a pickle in {@code data.pkl}, and every storage in an entry of its own. */
final class TorchZip {
  private static final String PICKLE = "/data.pkl";
  private static final int MAX_PICKLE_BYTES = 1 << 24;

  private TorchZip() {}

  static Object read(Path file) throws IOException {
    try (ZipArchive zip = ZipArchive.open(file)) {
      String folder = folder(zip);
      if (zip.entries().containsKey(folder + "/byteorder")
          && !new String(bytes(zip, folder + "/byteorder"), StandardCharsets.UTF_8)
              .equals("little")) {
        throw new IOException("it was written on a machine with another byte order");
      }
      TorchStorages storages = new TorchStorages(Files.size(file));
      byte[] pickle = bytes(zip, folder + PICKLE);
      Object root = storages.unpickle(new ByteArrayInputStream(pickle));
      for (var storage : storages.byKey().entrySet()) {
        zip.read(stored(zip, folder + "/data/" + storage.getKey()), storage.getValue()::fill);
      }
      return TorchTree.plain(root, storages);
    }
  }

  /** The folder inside the archive; its name is the one that the file once had. */
  private static String folder(ZipArchive zip) throws IOException {
    List<String> pickles =
        zip.entries().keySet().stream().filter(name -> name.endsWith(PICKLE)).toList();
    if (pickles.size() != 1) {
      throw new IOException("it does not hold exactly one data.pkl");
    }
    return pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
  }

  private static byte[] bytes(ZipArchive zip, String name) throws IOException {
    ZipEntry entry = stored(zip, name);
    if (entry.getSize() > MAX_PICKLE_BYTES) {
      throw new IOException("its entry " + name + " is larger than that of any honest checkpoint");
    }
    return zip.read(entry, in -> in.readNBytes(MAX_PICKLE_BYTES));
  }

  /** An entry that takes as many bytes in the file as it yields; PyTorch never compresses. */
  private static ZipEntry stored(ZipArchive zip, String name) throws IOException {
    ZipEntry entry = zip.entries().get(name);
    if (entry == null) {
      throw new IOException("its entry " + name + " is missing");
    }
    if (entry.getMethod() != ZipEntry.STORED) {
      throw new IOException("its entry " + name + " is compressed, which PyTorch never does");
    }
    return entry;
  }
}

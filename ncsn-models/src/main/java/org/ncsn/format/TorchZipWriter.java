package org.ncsn.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ncsn.array.HostArray;
import org.ncsn.io.AtomicFile;

/** Writes PyTorch's ZIP format, whose entries are stored as they are. */
final class TorchZipWriter {
  private static final String FOLDER = "archive/";

  /** The oldest that PyTorch reads, from 1.4 on. */
  private static final String VERSION = "3\n";

  /** ZIP's first day: equal contents make equal files. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private TorchZipWriter() {}

  static void write(Object root, OutputStream out) throws IOException {
    TorchPickler pickler = new TorchPickler();
    byte[] pickle = pickler.dumps(root);
    List<HostArray> storages = pickler.storages();
    // Finished, not closed: the stream is the caller's, who has yet to bring it to the disk.
    @SuppressWarnings("resource")
    ZipOutputStream zip = new ZipOutputStream(out);
    entry(zip, "data.pkl", entry -> entry.write(pickle));
    for (int key = 0; key < storages.size(); key++) {
      HostArray storage = storages.get(key);
      entry(zip, "data/" + key, entry -> ElementEncoding.write(storage, entry));
    }
    entry(zip, "version", entry -> entry.write(VERSION.getBytes(StandardCharsets.UTF_8)));
    zip.finish();
  }

  /** A stored entry says its size and checksum before its content, which is thus made twice. */
  private static void entry(ZipOutputStream zip, String name, AtomicFile.Content content)
      throws IOException {
    Measured measured = new Measured();
    CheckedOutputStream checked = new CheckedOutputStream(measured, new CRC32());
    content.writeTo(checked);
    ZipEntry entry = new ZipEntry(FOLDER + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setTimeLocal(TIME);
    entry.setSize(measured.bytes);
    entry.setCrc(checked.getChecksum().getValue());
    zip.putNextEntry(entry);
    content.writeTo(zip);
    zip.closeEntry();
  }

  /** Counts what is written to it. */
  private static final class Measured extends OutputStream {
    private long bytes;

    @Override
    public void write(int value) {
      bytes++;
    }

    @Override
    public void write(byte[] block, int offset, int length) {
      bytes += length;
    }
  }
}

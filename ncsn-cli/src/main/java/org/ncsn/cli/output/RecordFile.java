package org.ncsn.cli.output;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * TensorFlow's framing of records in a file: length (8 bytes, little-endian), checksum of the
 * length (4), data, checksum of the data (4). A checksum is CRC-32C, rotated and shifted so that a
 * checksum of checksummed data is not trivial.
 */
final class RecordFile implements Closeable {
  private static final int MASK_DELTA = 0xa282ead8;

  private final OutputStream out;

  /** Appends to a file, which is created if it is missing. */
  RecordFile(Path file) throws IOException {
    // Not a FileChannel: that one fails in an interrupted thread, which writes the last events.
    this.out = new BufferedOutputStream(new FileOutputStream(file.toFile(), true));
  }

  void append(byte[] data) throws IOException {
    byte[] length = little(Long.BYTES).putLong(data.length).array();
    out.write(length);
    out.write(checksum(length));
    out.write(data);
    out.write(checksum(data));
  }

  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** The masked checksum of some bytes, as it stands in the file. */
  static byte[] checksum(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
    return little(Integer.BYTES).putInt(masked).array();
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}

package org.ncsn.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.proto.Event;

/** Reads event files with TensorFlow's own classes and a plain checksum. */
public final class EventFiles {
  private EventFiles() {}

  /** The files of a folder, in the order they were begun. */
  public static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** The messages of one file, each checked as TensorBoard checks it. */
  public static List<Event> read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] data = new byte[Math.toIntExact(checked(bytes, Long.BYTES).getLong())];
      checked(bytes, data.length).get(data);
      events.add(Event.parseFrom(data));
    }
    return events;
  }

  /** The next bytes, if the checksum that follows them is right. */
  private static ByteBuffer checked(ByteBuffer bytes, int length) {
    byte[] data = new byte[length];
    bytes.get(data);
    int crc = crc32c(data);
    assertThat(bytes.getInt()).isEqualTo(((crc >>> 15) | (crc << 17)) + 0xa282ead8);
    return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** CRC-32C by its definition: division by the reversed polynomial, bit by bit. */
  private static int crc32c(byte[] data) {
    int rest = -1;
    for (byte next : data) {
      rest ^= next & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        rest = (rest & 1) == 0 ? rest >>> 1 : (rest >>> 1) ^ 0x82f63b78;
      }
    }
    return ~rest;
  }
}

package org.ncsn.format;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.razorvine.pickle.Opcodes;
import org.ncsn.error.UserError;

/** Puts pickles and storages together to files as PyTorch writes them. */
final class TorchFiles {
  private TorchFiles() {}

  /** Two files with this pickle, one in either format, with the storage that it uses if any. */
  static List<Path> both(Path folder, byte[] pickle) {
    boolean used = new String(pickle, StandardCharsets.ISO_8859_1).contains("FloatStorage");
    Map<String, byte[]> storages = used ? Map.of("0", floats(1, 2)) : Map.of();
    return List.of(
        zip(folder.resolve("zip.pth"), pickle, storages),
        legacy(folder.resolve("legacy.pth"), pickle, storages));
  }

  /** Makes sure that either format is refused with this pickle, in one line. */
  static void assertRefused(Path folder, byte[] pickle, String reason) {
    for (Path file : both(folder, pickle)) {
      assertThatThrownBy(() -> TorchFile.read(file))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith(file + " is not a usable PyTorch checkpoint: ")
          .hasMessageContaining(reason)
          .hasMessageNotContaining("\n");
    }
  }

  /** The newer format. */
  static Path zip(Path file, byte[] pickle, Map<String, byte[]> storages) {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      store(zip, "archive/data.pkl", pickle);
      store(zip, "archive/byteorder", "little".getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, byte[]> storage : storages.entrySet()) {
        store(zip, "archive/data/" + storage.getKey(), storage.getValue());
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The older format, whose storages here all have elements of 4 bytes. */
  static Path legacy(Path file, byte[] pickle, Map<String, byte[]> storages) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        new PickleWriter()
            .op(Opcodes.LONG1)
            .raw(10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19)
            .stop());
    out.writeBytes(new PickleWriter().number(1001).stop());
    PickleWriter machine = new PickleWriter().op(Opcodes.EMPTY_DICT).text("little_endian");
    out.writeBytes(machine.op(Opcodes.NEWTRUE, Opcodes.SETITEM).stop());
    out.writeBytes(pickle);
    PickleWriter keys = new PickleWriter().op(Opcodes.EMPTY_LIST, Opcodes.MARK);
    storages.keySet().forEach(keys::text);
    out.writeBytes(keys.op(Opcodes.APPENDS).stop());
    for (byte[] storage : storages.values()) {
      ByteBuffer count = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      out.writeBytes(count.putLong(storage.length / 4).array());
      out.writeBytes(storage);
    }
    try {
      return Files.write(file, out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A storage of {@code float32}. */
  static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}

package org.ncsn.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.error.UserError;
import org.ncsn.io.AtomicFile;
import org.ncsn.io.FileErrors;
import org.ncsn.io.RegularFile;

/**
 * The safetensors format: named arrays and free text in one file, with nothing in it that could be
 * executed.
 *
 * <p>Reads {@code F32} and {@code F64}, {@code F16} and {@code BF16} (as {@code float32}), and
 * signed integers, {@code U8} and {@code BOOL} (as {@code int32}). A file is checked as a whole
 * before any array is made: sizes, offsets without gap or overlap, unique names.
 */
public final class Safetensors {
  private static final int MAX_HEADER_BYTES = 1 << 24;
  private static final int ALIGNMENT = 8;

  private Safetensors() {}

  /** What a file holds; both maps are in the file's order. */
  public record Content(Map<String, HostArray> arrays, Map<String, String> metadata) {
    public Content {
      arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
      metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** The same to be written. */
    Draft draft() {
      Map<String, Later> later = new LinkedHashMap<>();
      arrays.forEach((name, array) -> later.put(name, new Later(array.type(), () -> array)));
      return new Draft(later, metadata);
    }
  }

  /**
   * What a file is to hold; both maps are in the file's order. Arrays are made one after the other
   * as they are written, so that they need not all be there in the file's layout.
   */
  public record Draft(Map<String, Later> arrays, Map<String, String> metadata) {
    public Draft {
      arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
      metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
  }

  /**
   * An array that is made when it is its turn.
   *
   * @param values makes it, of this type
   */
  public record Later(TensorType type, Supplier<HostArray> values) {}

  /**
   * Writes a file, atomically, array by array.
   *
   * @throws UserError if it cannot be written
   */
  public static void write(Path file, Content content) {
    write(List.of(file), content.draft());
  }

  /**
   * Writes a file, atomically, array by array.
   *
   * @throws UserError if it cannot be written, or a number is too large for the storage
   */
  public static void write(Path file, Draft draft, FloatStorage storage) {
    AtomicFile.write(file, out -> write(out, draft, storage));
  }

  /**
   * Writes several files of the same content, as {@link AtomicFile#write(List, AtomicFile.Content)}
   * does.
   *
   * @throws UserError if one cannot be written
   */
  public static void write(List<Path> files, Draft draft) {
    AtomicFile.write(files, out -> write(out, draft, FloatStorage.EXACT));
  }

  /**
   * Reads a file.
   *
   * @throws UserError if it is missing, cut short, or damaged
   */
  public static Content read(Path file) {
    try (InputStream in = new BufferedInputStream(RegularFile.open(file))) {
      return read(in, Files.size(file));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Reads what is no file of its own.
   *
   * @param bytes how many there are
   * @throws IOException if it is cut short or damaged
   */
  public static Content read(InputStream in, long bytes) throws IOException {
    SafetensorsHeader header = readHeader(in, bytes);
    Map<String, HostArray> arrays = new LinkedHashMap<>();
    // Names first, so that the result has the header's order whatever that of the data.
    header.entries().keySet().forEach(name -> arrays.put(name, null));
    for (String name : header.namesByPosition()) {
      SafetensorsHeader.Entry entry = header.entries().get(name);
      arrays.put(name, entry.encoding().read(in, entry.shape()));
    }
    return new Content(arrays, header.metadata());
  }

  /**
   * Reads only the text of a file, after the same checks.
   *
   * @throws UserError if it is missing, cut short, or damaged
   */
  public static Map<String, String> readMetadata(Path file) {
    try (InputStream in = new BufferedInputStream(RegularFile.open(file))) {
      return Collections.unmodifiableMap(readHeader(in, Files.size(file)).metadata());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static SafetensorsHeader readHeader(InputStream in, long fileBytes) throws IOException {
    byte[] prefix = in.readNBytes(Long.BYTES);
    if (prefix.length < Long.BYTES) {
      throw new EOFException("it is cut short");
    }
    long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > MAX_HEADER_BYTES) {
      throw new IOException("it does not begin as safetensors files do");
    }
    if (length > fileBytes - Long.BYTES) {
      throw new EOFException("it is cut short within its header");
    }
    byte[] json = in.readNBytes((int) length);
    return SafetensorsHeader.parse(json, fileBytes - Long.BYTES - length);
  }

  private static void write(OutputStream out, Draft draft, FloatStorage storage)
      throws IOException {
    Map<String, TensorType> types = new LinkedHashMap<>();
    draft.arrays().forEach((name, array) -> types.put(name, array.type()));
    byte[] json = SafetensorsHeader.of(types, draft.metadata(), storage).toJson();
    byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    if (padded.length > MAX_HEADER_BYTES) {
      throw new IOException("names and texts take more than " + MAX_HEADER_BYTES + " bytes");
    }
    ByteBuffer prefix = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(prefix.putLong(padded.length).array());
    out.write(padded);
    for (Later array : draft.arrays().values()) {
      storage.encoding(array.type().dtype()).writeAll(array.values().get(), out);
    }
  }

  private static UserError unreadable(Path file, IOException cause) {
    return FileErrors.cannotRead(file, "safetensors file", "use an earlier or a fresh copy", cause);
  }
}

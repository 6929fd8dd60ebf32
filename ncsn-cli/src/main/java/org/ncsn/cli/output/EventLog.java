package org.ncsn.cli.output;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ncsn.format.ProtoFields;
import org.ncsn.io.FileErrors;
import org.ncsn.io.RegularFile;

/**
 * What the event files of a run say, read back: curves, pictures and texts. Where a run was
 * resumed, the later file counts, as in TensorBoard. A file that a killed process left cut off is
 * read as far as it goes.
 */
public final class EventLog {
  /** The largest honest event is a picture of this program; a larger claim is damage. */
  private static final long MOST_RECORD_BYTES = 1 << 26;

  private final Map<String, NavigableMap<Long, Double>> scalars = new LinkedHashMap<>();
  private final Map<String, NavigableMap<Long, byte[]>> images = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();

  private EventLog() {}

  /**
   * Reads all event files of a folder.
   *
   * @throws org.ncsn.error.UserError if the folder cannot be read
   */
  public static EventLog read(Path folder) {
    EventLog log = new EventLog();
    if (!Files.isDirectory(folder)) {
      return log;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> files =
          entries
              .filter(file -> file.getFileName().toString().startsWith("events.out.tfevents."))
              .sorted()
              .toList();
      for (Path file : files) {
        log.append(file);
      }
      return log;
    } catch (IOException e) {
      throw FileErrors.cannotRead(folder, "folder of event files", "check its permissions", e);
    }
  }

  /** Values by step of a curve; empty if there is none of this name. */
  public NavigableMap<Long, Double> scalar(String tag) {
    return Collections.unmodifiableNavigableMap(scalars.getOrDefault(tag, new TreeMap<>()));
  }

  /** PNG files by step, of all names; a run has pictures of one. */
  public NavigableMap<Long, byte[]> pictures() {
    NavigableMap<Long, byte[]> all = new TreeMap<>();
    images.values().forEach(all::putAll);
    return Collections.unmodifiableNavigableMap(all);
  }

  /** The last text of this name; empty if there is none. */
  public String text(String tag) {
    return texts.getOrDefault(tag, "");
  }

  private void append(Path file) {
    try (InputStream in = new BufferedInputStream(RegularFile.open(file))) {
      for (byte[] record = next(in); record != null; record = next(in)) {
        event(ProtoFields.of(ByteBuffer.wrap(record)));
      }
    } catch (IOException e) {
      throw FileErrors.cannotRead(file, "event file", "move it away", e);
    }
  }

  /** The next record; null at the end, and where damage makes an end. */
  private static byte[] next(InputStream in) throws IOException {
    byte[] header = in.readNBytes(Long.BYTES);
    byte[] headerChecksum = in.readNBytes(Integer.BYTES);
    if (headerChecksum.length < Integer.BYTES
        || !java.util.Arrays.equals(RecordFile.checksum(header), headerChecksum)) {
      return null;
    }
    long length = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > MOST_RECORD_BYTES) {
      return null;
    }
    byte[] data = in.readNBytes((int) length);
    byte[] checksum = in.readNBytes(Integer.BYTES);
    return data.length == length && java.util.Arrays.equals(RecordFile.checksum(data), checksum)
        ? data
        : null;
  }

  private void event(ProtoFields event) throws IOException {
    long step = event.integer(TensorBoard.EVENT_STEP);
    if (event.has(TensorBoard.EVENT_SESSION_LOG)) {
      // The run went on from before this step: what an earlier process said of later ones is void.
      scalars.values().forEach(curve -> curve.tailMap(step, true).clear());
      images.values().forEach(shown -> shown.tailMap(step, true).clear());
    }
    for (ProtoFields summary : event.messages(TensorBoard.EVENT_SUMMARY)) {
      for (ProtoFields value : summary.messages(TensorBoard.SUMMARY_VALUE)) {
        value(step, value);
      }
    }
  }

  private void value(long step, ProtoFields value) throws IOException {
    String tag = value.text(TensorBoard.VALUE_TAG);
    if (value.has(TensorBoard.VALUE_SIMPLE)) {
      scalars
          .computeIfAbsent(tag, any -> new TreeMap<>())
          .put(step, (double) value.float32(TensorBoard.VALUE_SIMPLE));
    }
    for (ProtoFields image : value.messages(TensorBoard.VALUE_IMAGE)) {
      images
          .computeIfAbsent(tag, any -> new TreeMap<>())
          .put(step, image.bytes(TensorBoard.IMAGE_ENCODED));
    }
    for (ProtoFields tensor : value.messages(TensorBoard.VALUE_TENSOR)) {
      texts.put(tag, tensor.text(TensorBoard.TENSOR_STRING));
    }
  }
}

package org.ncsn.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.io.UnsupportedTypeException;

/** The JSON in front of a safetensors file: which array is where, and free text. */
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata) {
  private static final String METADATA = "__metadata__";
  private static final String READ = "F32 F64 F16 BF16 I64 I32 I16 I8 U8 BOOL";
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(4).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** One array: its bytes stand at {@code [begin, end)}, counted from the end of the header. */
  record Entry(String dtype, Shape shape, long begin, long end) {
    /** How the elements are written. */
    ElementEncoding encoding() throws IOException {
      return switch (dtype) {
        case "F32" -> ElementEncoding.FLOAT32;
        case "F64" -> ElementEncoding.FLOAT64;
        case "F16" -> ElementEncoding.FLOAT16;
        case "BF16" -> ElementEncoding.BFLOAT16;
        case "I64" -> ElementEncoding.INT64;
        case "I32" -> ElementEncoding.INT32;
        case "I16" -> ElementEncoding.INT16;
        case "I8" -> ElementEncoding.INT8;
        case "U8", "BOOL" -> ElementEncoding.UINT8;
        default -> throw new UnsupportedTypeException(PickleRules.printable(dtype), READ);
      };
    }
  }

  /** The header for these arrays, one after the other. */
  static SafetensorsHeader of(
      Map<String, TensorType> arrays, Map<String, String> metadata, FloatStorage storage) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    long end = 0;
    for (Map.Entry<String, TensorType> array : arrays.entrySet()) {
      if (array.getKey().equals(METADATA)) {
        throw new IllegalArgumentException("an array cannot be called " + METADATA);
      }
      long begin = end;
      ElementEncoding encoding = storage.encoding(array.getValue().dtype());
      end += array.getValue().shape().size() * encoding.bytes();
      String dtype =
          switch (encoding) {
            case FLOAT32 -> "F32";
            case FLOAT64 -> "F64";
            case FLOAT16 -> "F16";
            case INT32 -> "I32";
            default -> throw new IllegalStateException(encoding + " is only read");
          };
      entries.put(array.getKey(), new Entry(dtype, array.getValue().shape(), begin, end));
    }
    return new SafetensorsHeader(entries, metadata);
  }

  /** Names in the order in which the arrays stand in the file. */
  List<String> namesByPosition() {
    Comparator<Map.Entry<String, Entry>> byPosition =
        Comparator.comparingLong(e -> e.getValue().begin());
    return entries.entrySet().stream()
        .sorted(byPosition.thenComparingLong(e -> e.getValue().end()))
        .map(Map.Entry::getKey)
        .toList();
  }

  byte[] toJson() throws IOException {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode texts = root.putObject(METADATA);
      metadata.forEach(texts::put);
    }
    entries.forEach(
        (name, entry) -> {
          ObjectNode fields = root.putObject(name);
          fields.put("dtype", entry.dtype());
          var shape = fields.putArray("shape");
          for (int extent : entry.shape().extents()) {
            shape.add(extent);
          }
          fields.putArray("data_offsets").add(entry.begin()).add(entry.end());
        });
    return JSON.writeValueAsBytes(root);
  }

  /**
   * Reads and checks a header.
   *
   * @param dataBytes bytes that follow it, which the arrays must fill without gap or overlap
   */
  static SafetensorsHeader parse(byte[] json, long dataBytes) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IOException("its header is not valid JSON: " + problem(e), e);
    }
    if (!root.isObject()) {
      throw new IOException("its header is no JSON object");
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals(METADATA)) {
        for (Map.Entry<String, JsonNode> text : field.getValue().properties()) {
          if (!text.getValue().isTextual()) {
            throw new IOException("its metadata '" + text.getKey() + "' is no text");
          }
          metadata.put(text.getKey(), text.getValue().textValue());
        }
      } else {
        entries.put(field.getKey(), parseEntry(field.getKey(), field.getValue()));
      }
    }
    SafetensorsHeader header = new SafetensorsHeader(entries, metadata);
    header.checkLayout(dataBytes);
    return header;
  }

  /** The library names classes of its own for what JSON itself does not forbid. */
  private static String problem(JsonProcessingException e) {
    if (e instanceof StreamConstraintsException) {
      return "something in it is nested too deeply or too long";
    }
    return e instanceof MismatchedInputException ? "more follows it" : e.getOriginalMessage();
  }

  private static Entry parseEntry(String name, JsonNode fields) throws IOException {
    JsonNode dtype = fields.path("dtype");
    JsonNode offsets = fields.path("data_offsets");
    if (!dtype.isTextual() || fields.size() != 3 || !fields.path("shape").isArray()) {
      throw new IOException("its entry '" + name + "' is not dtype, shape and data_offsets");
    }
    long[] extents = integers(name, fields.path("shape"));
    long[] range = integers(name, offsets);
    if (range.length != 2) {
      throw new IOException("its entry '" + name + "' does not have two data_offsets");
    }
    return new Entry(dtype.textValue(), ElementEncoding.shape(extents), range[0], range[1]);
  }

  private static long[] integers(String name, JsonNode array) throws IOException {
    long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode value = array.get(i);
      if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
        throw new IOException(
            "its entry '" + name + "' has " + value + " where an integer belongs");
      }
      values[i] = value.longValue();
    }
    return values;
  }

  private void checkLayout(long dataBytes) throws IOException {
    long position = 0;
    for (String name : namesByPosition()) {
      Entry entry = entries.get(name);
      long bytes = entry.shape().size() * entry.encoding().bytes();
      if (entry.begin() != position || entry.end() - entry.begin() != bytes) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "its array '%s' %s%s should stand at bytes %d to %d, not %d to %d",
                name,
                entry.dtype(),
                entry.shape(),
                position,
                position + bytes,
                entry.begin(),
                entry.end()));
      }
      position = entry.end();
    }
    if (position != dataBytes) {
      throw new IOException(
          "its arrays take " + position + " bytes, but " + dataBytes + " are there");
    }
  }
}

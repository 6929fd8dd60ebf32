package org.ncsn.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.io.FileErrors;
import org.ncsn.io.RegularFile;

/**
 * The constants of a frozen TensorFlow graph ({@code GraphDef}): its weights. Nothing of the graph
 * is run, and of its operations only the names are looked at.
 */
public final class GraphConstants {
  /** No frozen graph whose weights are of use here is larger. */
  private static final int MOST_BYTES = 1 << 28;

  // Numbers of fields in the messages GraphDef, NodeDef, AttrValue, TensorProto, TensorShapeProto.
  private static final int NODE = 1;
  private static final int NODE_NAME = 1;
  private static final int NODE_OPERATION = 2;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int TENSOR = 8;
  private static final int TENSOR_TYPE = 1;
  private static final int TENSOR_SHAPE = 2;
  private static final int TENSOR_CONTENT = 4;
  private static final int TENSOR_FLOATS = 5;
  private static final int DIMENSION = 2;
  private static final int EXTENT = 1;
  private static final int FLOAT32 = 1;

  /** How a graph begins: with its first node, which begins with its name. */
  private static final int START = NODE << 3 | 2;

  private GraphConstants() {}

  /**
   * Whether a file begins as a graph does, and as neither checkpoints of PyTorch nor safetensors
   * do.
   *
   * @throws org.ncsn.error.UserError if it cannot be read
   */
  public static boolean isGraph(Path file) {
    try (InputStream in = RegularFile.open(file)) {
      byte[] start = in.readNBytes(2 * Integer.BYTES);
      ByteBuffer words = ByteBuffer.wrap(start);
      // The upper half of the length that safetensors begin with is 0.
      return start.length == 2 * Integer.BYTES
          && start[0] == START
          && words.getInt(Integer.BYTES) != 0;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * All constants of {@code float}s by the names of their nodes, in the file's order.
   *
   * @throws org.ncsn.error.UserError if the file cannot be read, or is no graph
   */
  public static Map<String, HostArray> read(Path file) {
    try (InputStream in = RegularFile.open(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("it has more than " + MOST_BYTES + " bytes");
      }
      Map<String, HostArray> constants = new LinkedHashMap<>();
      for (ProtoFields node : ProtoFields.of(ByteBuffer.wrap(bytes)).messages(NODE)) {
        if (node.text(NODE_OPERATION).equals("Const")) {
          addValue(node, constants);
        }
      }
      return Collections.unmodifiableMap(constants);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static void addValue(ProtoFields node, Map<String, HostArray> constants)
      throws IOException {
    for (ProtoFields attribute : node.messages(NODE_ATTRIBUTE)) {
      if (attribute.text(KEY).equals("value")) {
        for (ProtoFields value : attribute.messages(VALUE)) {
          for (ProtoFields tensor : value.messages(TENSOR)) {
            if (tensor.integer(TENSOR_TYPE) == FLOAT32) {
              constants.put(node.text(NODE_NAME), array(tensor));
            }
          }
        }
      }
    }
  }

  /** Sizes in the file are not trusted: a shape is that of as many numbers as there are. */
  private static HostArray array(ProtoFields tensor) throws IOException {
    int field = tensor.has(TENSOR_CONTENT) ? TENSOR_CONTENT : TENSOR_FLOATS;
    float[] values = tensor.floats(field);
    Shape shape = shape(tensor);
    if (shape.size() != values.length) {
      throw new IOException("a constant of shape " + shape + " has " + values.length + " numbers");
    }
    return HostArray.of(shape, values);
  }

  private static Shape shape(ProtoFields tensor) throws IOException {
    List<ProtoFields> shapes = tensor.messages(TENSOR_SHAPE);
    List<ProtoFields> axes = shapes.isEmpty() ? List.of() : shapes.get(0).messages(DIMENSION);
    return ElementEncoding.shape(axes.stream().mapToLong(axis -> axis.integer(EXTENT)).toArray());
  }

  private static RuntimeException unreadable(Path file, IOException cause) {
    return FileErrors.cannotRead(file, "TensorFlow graph", "get another copy of it", cause);
  }
}

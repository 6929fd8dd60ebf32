package org.ncsn.format;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.ncsn.array.HostArray;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Frozen graphs, written by TensorFlow's own classes. */
public final class Graphs {
  private Graphs() {}

  /** Writes a graph that begins with an input and has these constants. */
  public static Path write(Path file, Map<String, HostArray> constants) {
    GraphDef.Builder graph = GraphDef.newBuilder();
    graph.addNode(NodeDef.newBuilder().setName("Mul").setOp("Placeholder"));
    constants.forEach((name, values) -> graph.addNode(constant(name, tensor(values))));
    return write(file, graph.build());
  }

  static Path write(Path file, GraphDef graph) {
    try {
      return Files.write(file, graph.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static NodeDef constant(String name, TensorProto.Builder tensor) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
        .build();
  }

  /** The numbers as bytes in a row. */
  static TensorProto.Builder tensor(HostArray values) {
    ByteBuffer content =
        ByteBuffer.allocate(values.floats().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    content.asFloatBuffer().put(values.floats());
    return shaped(values.shape().longExtents()).setTensorContent(ByteString.copyFrom(content));
  }

  /** Without numbers. */
  static TensorProto.Builder shaped(long... extents) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long extent : extents) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(extent));
    }
    return TensorProto.newBuilder().setDtype(DataType.DT_FLOAT).setTensorShape(shape);
  }
}

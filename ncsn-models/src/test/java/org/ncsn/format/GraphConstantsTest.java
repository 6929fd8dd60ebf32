package org.ncsn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.TensorProto;

/** Weights out of frozen TensorFlow graphs. */
class GraphConstantsTest {
  private static final HostArray MATRIX = HostArray.of(Shape.of(2, 3), 1f, 2f, 3f, 4f, 5f, 6f);

  @TempDir Path folder;

  @Test
  void readsConstantsByTheirNames() {
    HostArray scalar = HostArray.of(Shape.scalar(), 7f);
    Path file = Graphs.write(folder.resolve("a.pb"), Map.of("w", MATRIX, "scope/b", scalar));
    assertThat(GraphConstants.read(file))
        .containsExactlyInAnyOrderEntriesOf(Map.of("w", MATRIX, "scope/b", scalar));
  }

  @Test
  void readsNumbersThatAreListedOneByOne() {
    TensorProto.Builder listed = Graphs.shaped(2, 3);
    for (float value : MATRIX.floats()) {
      listed.addFloatVal(value);
    }
    assertThat(GraphConstants.read(graph(listed))).containsExactly(Map.entry("w", MATRIX));
  }

  @Test
  void leavesOutWhatIsNotOfFloats() {
    Path file = graph(Graphs.tensor(MATRIX).setDtype(DataType.DT_INT32));
    assertThat(GraphConstants.read(file)).isEmpty();
  }

  @Test
  void trustsNoSizeInTheFile() {
    refuses(graph(Graphs.shaped(1 << 20, 1 << 20)), "an array has more elements than fit");
    refuses(graph(Graphs.shaped(1 << 20, 1 << 8)), "[1048576,256] has 0 numbers");
    refuses(graph(Graphs.shaped(-1)), "an array has the impossible extent -1");
    TensorProto.Builder other =
        Graphs.tensor(MATRIX).setTensorShape(Graphs.shaped(7).getTensorShape());
    refuses(graph(other), "a constant of shape [7] has 6 numbers");
  }

  @Test
  void refusesAFileThatIsCutShort() throws IOException {
    byte[] whole = Files.readAllBytes(graph(Graphs.tensor(MATRIX)));
    Path file = Files.write(folder.resolve("cut.pb"), Arrays.copyOf(whole, whole.length - 5));
    refuses(file, "cut.pb is not a usable TensorFlow graph: a message ends in the middle");
    refuses(folder.resolve("none.pb"), "none.pb does not exist; check the path");
  }

  @Test
  void tellsAGraphByItsBeginning() throws IOException {
    assertThat(GraphConstants.isGraph(graph(Graphs.tensor(MATRIX)))).isTrue();
    Path torch = folder.resolve("a.pth");
    TorchFile.write(torch, List.of(MATRIX));
    assertThat(GraphConstants.isGraph(torch)).isFalse();
    // A header of ten bytes: safetensors may begin as a graph does.
    byte[] safetensors = {
      10, 0, 0, 0, 0, 0, 0, 0, '{', '}', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' '
    };
    assertThat(GraphConstants.isGraph(Files.write(folder.resolve("s"), safetensors))).isFalse();
    assertThat(GraphConstants.isGraph(Files.write(folder.resolve("e"), new byte[0]))).isFalse();
  }

  private Path graph(TensorProto.Builder tensor) {
    GraphDef graph = GraphDef.newBuilder().addNode(Graphs.constant("w", tensor)).build();
    return Graphs.write(folder.resolve("graph.pb"), graph);
  }

  private static void refuses(Path file, String problem) {
    assertThatThrownBy(() -> GraphConstants.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(problem);
  }
}

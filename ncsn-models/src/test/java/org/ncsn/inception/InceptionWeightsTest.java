package org.ncsn.inception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.Download;
import org.ncsn.error.UserError;
import org.ncsn.format.Graphs;
import org.ncsn.format.Safetensors;
import org.ncsn.format.TorchFile;

/** Where the weights come from. They have their true size, so no file is written twice. */
class InceptionWeightsTest {
  private static final String REMEDY =
      "get pt_inception-2015-12-05-6726825d.pth from https://github.com/mseitzer/pytorch-fid/"
          + "releases/download/fid_weights/pt_inception-2015-12-05-6726825d.pth";

  @TempDir Path folder;

  @Test
  void readsTheFileForPyTorchWithItsCountsOfBatches() {
    Map<String, HostArray> arrays = new LinkedHashMap<>();
    GoldenInception.arrays()
        .forEach(
            (name, array) -> {
              arrays.put(name, array);
              if (name.endsWith(".running_var")) {
                String norm = name.substring(0, name.length() - "running_var".length());
                arrays.put(norm + "num_batches_tracked", HostArray.of(Shape.scalar(), 0));
              }
            });
    Path file = folder.resolve(InceptionWeights.FILE);
    TorchFile.write(file, arrays);
    assertThat(InceptionWeights.require(folder)).isEqualTo(file);
    assertThat(InceptionWeights.read(file)).isEqualTo(GoldenInception.weights(DType.FLOAT32));
  }

  @Test
  void readsTheConstantsOfTheFrozenGraph() {
    Map<String, HostArray> constants = new LinkedHashMap<>();
    Map<String, HostArray> arrays = GoldenInception.arrays();
    GraphNames.byUnit()
        .forEach(
            (unit, name) -> {
              HostArray kernel = arrays.get(unit + ".conv.weight").transpose(2, 3, 1, 0);
              constants.put(name + "/conv2d_params", kernel);
              String norm = name + "/batchnorm/";
              constants.put(norm + "gamma", arrays.get(unit + ".bn.weight"));
              constants.put(norm + "beta", arrays.get(unit + ".bn.bias"));
              constants.put(norm + "moving_mean", arrays.get(unit + ".bn.running_mean"));
              constants.put(norm + "moving_variance", arrays.get(unit + ".bn.running_var"));
            });
    constants.put("softmax/weights", arrays.get("fc.weight").transpose(1, 0));
    constants.put("softmax/biases", arrays.get("fc.bias"));
    constants.put("pool_3/_reshape/shape", HostArray.of(Shape.of(2), 1f, 2048f));
    Path file = Graphs.write(folder.resolve(InceptionWeights.GRAPH), constants);
    assertThat(InceptionWeights.find(folder)).contains(file);
    assertThat(InceptionWeights.read(file)).isEqualTo(GoldenInception.weights(DType.FLOAT32));
  }

  @Test
  void refusesWeightsThatAreNoNumbers() throws IOException {
    Path file = folder.resolve("a.safetensors");
    Safetensors.write(file, new Safetensors.Content(GoldenInception.arrays(), Map.of()));
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(bytes.length() - Float.BYTES);
      bytes.write(new byte[] {0, 0, (byte) 0xc0, 0x7f});
    }
    refuses(file, file + ": has weights that are no numbers; it is damaged: " + REMEDY);
  }

  @Test
  void saysWhatDoesNotFit() {
    HostArray three = HostArray.of(Shape.of(3), 1f, 2f, 3f);
    Path other = folder.resolve("other.pth");
    TorchFile.write(other, Map.of("conv.bias", three, "fc.bias", three));
    refuses(
        other,
        other
            + ": holds another network than Inception of 2015-12-05; missing:"
            + " Conv2d_1a_3x3.conv.weight, Conv2d_1a_3x3.bn.weight,");
    refuses(other, " more; unexpected: conv.bias; of another shape: fc.bias [3] (expected [1008])");
    refuses(other, "; " + REMEDY);
    Path graph = Graphs.write(folder.resolve("other.pb"), Map.of("softmax/biases", three));
    refuses(graph, "; of another shape: fc.bias [3] (expected [1008])");
  }

  @Test
  void saysWhereToGetThem() {
    assertThat(InceptionWeights.find(folder)).isEmpty();
    assertThatThrownBy(() -> InceptionWeights.require(folder))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "the weights of Inception are not in %s; get %s%s (96 MB) and put it there",
            folder, InceptionWeights.SOURCE, InceptionWeights.FILE);
  }

  @Test
  void downloadsOnlyWhatIsMissing() throws IOException {
    Path file = Files.writeString(folder.resolve(InceptionWeights.GRAPH), "there already");
    URI nowhere = URI.create("http://localhost:1/");
    Download download = new Download(nowhere, (name, done, total) -> {});
    assertThat(InceptionWeights.fetch(folder, download)).isEqualTo(file);
    Path empty = folder.resolve("empty");
    assertThatThrownBy(() -> InceptionWeights.fetch(empty, download))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("cannot download http://localhost:1/" + InceptionWeights.FILE)
        .hasMessageContaining("put the file " + InceptionWeights.FILE + " into " + empty);
  }

  private static void refuses(Path file, String problem) {
    assertThatThrownBy(() -> InceptionWeights.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(problem);
  }
}

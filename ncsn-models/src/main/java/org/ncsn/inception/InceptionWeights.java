package org.ncsn.inception;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.checkpoint.Wanted;
import org.ncsn.checkpoint.WeightsFile;
import org.ncsn.data.Checksum;
import org.ncsn.data.Download;
import org.ncsn.error.UserError;
import org.ncsn.format.GraphConstants;
import org.ncsn.format.StateDict;
import org.ncsn.nn.HostWeights;

/**
 * Weights of {@link Inception} from files in which they are published: PyTorch's, which is what FID
 * is computed with today; a safetensors file of the same names; or the frozen TensorFlow graph that
 * they come from. They are not downloaded unless that is asked for.
 */
public final class InceptionWeights {
  /** The published file for PyTorch: 96 MB. */
  public static final String FILE = "pt_inception-2015-12-05-6726825d.pth";

  /** The published graph, in the archive {@code inception-2015-12-05.tgz}. */
  public static final String GRAPH = "classify_image_graph_def.pb";

  /** Where {@link #FILE} is published. */
  public static final URI SOURCE =
      URI.create("https://github.com/mseitzer/pytorch-fid/releases/download/fid_weights/");

  private static final long BYTES = 95_628_359;
  private static final Checksum CHECKSUM =
      Checksum.sha256("6726825d0af5f729cebd5821db510b11b1cfad8faad88a03f1befd49fb9129b2");

  private InceptionWeights() {}

  /** The file in a folder, under one of the names that it is published by. */
  public static Optional<Path> find(Path folder) {
    return List.of(FILE, GRAPH).stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /**
   * The file in a folder.
   *
   * @throws UserError if there is none; it says where to get one
   */
  public static Path require(Path folder) {
    return find(folder)
        .orElseThrow(
            () ->
                new UserError(
                    "the weights of Inception are not in "
                        + folder
                        + "; get "
                        + SOURCE.resolve(FILE)
                        + " (96 MB) and put it there"));
  }

  /**
   * The file in a folder, which is downloaded and checked if there is none.
   *
   * @param download usually from {@link #SOURCE}
   * @throws UserError if it cannot be downloaded
   */
  public static Path fetch(Path folder, Download download) {
    return find(folder).orElseGet(() -> fetched(folder.resolve(FILE), download));
  }

  private static Path fetched(Path target, Download download) {
    download.fetch(target, BYTES, CHECKSUM);
    return target;
  }

  /**
   * Weights of {@link Inception} in single precision.
   *
   * @param file of any of the formats, whatever its name
   * @throws UserError if it cannot be read, or holds another network
   */
  public static HostWeights read(Path file) {
    PublishedWeights network = new PublishedWeights();
    Wanted wanted =
        new Wanted("Inception of 2015-12-05", "get " + FILE + " from " + SOURCE.resolve(FILE));
    HostWeights published =
        GraphConstants.isGraph(file)
            ? WeightsFile.of(file, network, List.of(renamed(GraphConstants.read(file))), wanted)
            : WeightsFile.readForeign(file, network, wanted);
    HostWeights folded = network.folded(published, DType.FLOAT32);
    if (!folded.areFinite()) {
      throw new UserError(
          file + ": has weights that are no numbers; it is damaged: " + wanted.remedy());
    }
    return folded;
  }

  /** The graph's constants under PyTorch's names and in its order of axes; others are left out. */
  private static StateDict renamed(Map<String, HostArray> constants) {
    Map<String, HostArray> arrays = new LinkedHashMap<>();
    Constants graph = new Constants(constants, arrays);
    GraphNames.byUnit()
        .forEach(
            (unit, name) -> {
              graph.put(unit + ".conv.weight", name + "/conv2d_params", 3, 2, 0, 1);
              graph.put(unit + ".bn.weight", name + "/batchnorm/gamma", 0);
              graph.put(unit + ".bn.bias", name + "/batchnorm/beta", 0);
              graph.put(unit + ".bn.running_mean", name + "/batchnorm/moving_mean", 0);
              graph.put(unit + ".bn.running_var", name + "/batchnorm/moving_variance", 0);
            });
    graph.put("fc.weight", "softmax/weights", 1, 0);
    graph.put("fc.bias", "softmax/biases", 0);
    return new StateDict("", arrays);
  }

  private record Constants(Map<String, HostArray> graph, Map<String, HostArray> arrays) {
    /** One of another rank keeps its axes: its shape will not fit. */
    void put(String name, String graphName, int... order) {
      HostArray constant = graph.get(graphName);
      if (constant != null) {
        boolean fits = constant.shape().rank() == order.length && order.length > 1;
        arrays.put(name, fits ? constant.transpose(order) : constant);
      }
    }
  }
}

package org.ncsn;

import java.util.List;
import java.util.Map;
import org.ncsn.golden.Golden;
import org.ncsn.nn.ConditionalInstanceNormPlus;
import org.ncsn.nn.Parameter;
import org.ncsn.refinenet.RefineNet;
import org.ncsn.tensor.DType;
import org.ncsn.tensor.HostArray;

/** The conditional networks of the reference data, all with ngf 4 and 10 noise levels. */
public enum GoldenNetwork {
  ANNEAL_MNIST("anneal_mnist", "anneal_mnist", 1, true),
  ANNEAL_CIFAR("anneal_cifar", "anneal_cifar", 3, true),
  ANNEAL_LOGIT("anneal_logit", "anneal_mnist", 1, false);

  private static final double NEGLIGIBLE = 1e-6;

  private final String folder;
  private final String weightsFolder;
  private final int channels;
  private final boolean rescale;

  GoldenNetwork(String folder, String weightsFolder, int channels, boolean rescale) {
    this.folder = folder;
    this.weightsFolder = weightsFolder;
    this.channels = channels;
    this.rescale = rescale;
  }

  /** The network, made anew. */
  public RefineNet network() {
    return new RefineNet(channels, 4, rescale, ConditionalInstanceNormPlus.forLevels(10));
  }

  public List<Parameter> parameters() {
    return network().parameters();
  }

  /** A file of the case. */
  public Map<String, HostArray> npz(String file) {
    return Golden.npz(folder, file);
  }

  /** Values of the parameters. */
  public List<HostArray> weights(DType dtype) {
    return TorchArrays.weights(parameters(), Golden.npz(weightsFolder, "params.npz"), dtype);
  }

  /**
   * Asserts that every parameter's gradient is that of a file, relative to its norm, or to a
   * negligible part of the norm of all for those that vanish but for rounding.
   */
  public void assertGradients(List<HostArray> found, String file, double tolerance) {
    List<HostArray> expected = TorchArrays.weights(parameters(), npz(file), DType.FLOAT64);
    double all = 0;
    for (HostArray gradient : expected) {
      all = Math.hypot(all, Agreement.norm(gradient));
    }
    for (Parameter parameter : parameters()) {
      int index = parameter.index();
      Agreement.assertClose(
          "gradient of " + parameter.name(),
          found.get(index),
          expected.get(index),
          tolerance,
          NEGLIGIBLE * all);
    }
  }
}

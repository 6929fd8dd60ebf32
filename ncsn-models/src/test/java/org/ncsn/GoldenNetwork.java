package org.ncsn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.golden.Golden;
import org.ncsn.nn.Condition;
import org.ncsn.nn.ConditionalInstanceNormPlus;
import org.ncsn.nn.InstanceNormPlus;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.nn.Weights;
import org.ncsn.refinenet.RefineNet;
import org.ncsn.resnet.ResScore;
import org.ncsn.tck.Agreement;
import org.ncsn.tensor.Tensor;

/** The networks of the reference data. */
public enum GoldenNetwork {
  ANNEAL_MNIST("anneal_mnist", "anneal_mnist"),
  ANNEAL_CIFAR("anneal_cifar", "anneal_cifar"),
  ANNEAL_LOGIT("anneal_logit", "anneal_mnist"),
  BASELINE_MNIST("baseline_mnist", "baseline_mnist"),
  SCORENET_CIFAR("scorenet_cifar", "scorenet_cifar");

  private static final int WIDTH = 4;
  private static final double NEGLIGIBLE = 1e-6;

  private final String folder;
  private final String weightsFolder;

  GoldenNetwork(String folder, String weightsFolder) {
    this.folder = folder;
    this.weightsFolder = weightsFolder;
  }

  /** The network, made anew. */
  public ScoreNetwork network() {
    return switch (this) {
      case ANNEAL_MNIST -> conditional(1, true);
      case ANNEAL_CIFAR -> conditional(3, true);
      case ANNEAL_LOGIT -> conditional(1, false);
      case BASELINE_MNIST -> new RefineNet(1, WIDTH, true, InstanceNormPlus.normalization());
      case SCORENET_CIFAR -> new ResScore(3, 8, true);
    };
  }

  private static RefineNet conditional(int channels, boolean rescale) {
    return new RefineNet(channels, WIDTH, rescale, ConditionalInstanceNormPlus.forLevels(10));
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

  /** Images of the forward pass, labels, weights. */
  public List<HostArray> inputs(DType dtype) {
    Map<String, HostArray> file = npz("forward.npz");
    HostArray images = TorchArrays.images(file.get("x"), dtype);
    // Networks that know no noise levels take no notice of them.
    TensorType unused = new TensorType(DType.INT32, Shape.of(images.shape().extent(0)));
    List<HostArray> inputs = new ArrayList<>();
    inputs.add(images);
    inputs.add(file.getOrDefault("labels", HostArray.zeros(unused)));
    inputs.addAll(weights(dtype));
    return inputs;
  }

  /** What a network needs beside the images, of its {@link #inputs}. */
  public Pass pass(List<Tensor> inputs) {
    boolean told = network().conditioning().knowsNoise();
    Condition condition = told ? Condition.level(inputs.get(1)) : Condition.NONE;
    return new Pass(new Weights(inputs.subList(2, inputs.size())), condition);
  }

  /** The score of {@link #inputs}, alone in a list. */
  public List<Tensor> score(List<Tensor> inputs) {
    return List.of(network().score(pass(inputs), inputs.get(0)));
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

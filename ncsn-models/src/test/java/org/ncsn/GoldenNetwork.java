package org.ncsn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.golden.Golden;
import org.ncsn.nn.Activation;
import org.ncsn.nn.BatchNorm;
import org.ncsn.nn.Condition;
import org.ncsn.nn.ConditionalInstanceNormPlus;
import org.ncsn.nn.InstanceNorm;
import org.ncsn.nn.InstanceNormPlus;
import org.ncsn.nn.LevelScale;
import org.ncsn.nn.Mode;
import org.ncsn.nn.Normalization;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.nn.VarianceNorm;
import org.ncsn.nn.Weights;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.refinenet.BlockStyle;
import org.ncsn.refinenet.Depth;
import org.ncsn.refinenet.RefineNet;
import org.ncsn.resnet.ResScore;
import org.ncsn.score.DividedBySigma;
import org.ncsn.tck.Agreement;
import org.ncsn.tensor.Tensor;

/** The networks of the reference data. */
public enum GoldenNetwork {
  ANNEAL_MNIST("anneal_mnist/"),
  ANNEAL_CIFAR("anneal_cifar/"),
  ANNEAL_LOGIT("anneal_logit/"),
  BASELINE_MNIST("baseline_mnist/"),
  SCORENET_CIFAR("scorenet_cifar/"),
  NCSNV2("ncsnv2/"),
  NCSNV2_MNIST("ncsnv2_mnist/"),
  DEEPER("ncsnv2_deeper/"),
  DEEPER_GRAY("ncsnv2_deeper_gray28/"),
  DEEPEST("ncsnv2_deepest/"),
  INSTANCE_RELU("ncsnv2_options/instance_relu_"),
  VARIANCE_LRELU("ncsnv2_options/variance_lrelu_"),
  NONE_SWISH("ncsnv2_options/none_swish_"),
  BATCH_ELU("ncsnv2_options/batch_elu_"),
  UNIFORM_RESCALED("ncsnv2_options/uniform_rescaled_"),
  LOGIT("ncsnv2_options/logit_"),
  NCSN_DEEPER("ncsnv2_conditional/deeper_plus_"),
  NCSN_VARIANCE("ncsnv2_conditional/ncsn_variance_"),
  NCSN_NONE_RESCALED("ncsnv2_conditional/ncsn_none_rescaled_");

  private static final double NEGLIGIBLE = 1e-6;

  private final String place;

  GoldenNetwork(String place) {
    this.place = place;
  }

  /** The network, made anew. */
  public ScoreNetwork network() {
    return levels()
        .<ScoreNetwork>map(levels -> new DividedBySigma(undivided(), levels))
        .orElseGet(this::undivided);
  }

  /** The levels whose deviations divide its output. */
  public Optional<NoiseLevels> levels() {
    return switch (this) {
      case NCSNV2 -> Optional.of(NoiseLevels.geometric(50, 0.01, 10));
      case NCSNV2_MNIST -> Optional.of(NoiseLevels.geometric(20, 0.01, 10));
      case DEEPER -> Optional.of(NoiseLevels.geometric(60, 0.01, 12));
      case DEEPER_GRAY -> Optional.of(NoiseLevels.geometric(25, 0.01, 8));
      case DEEPEST -> Optional.of(NoiseLevels.geometric(80, 0.01, 12));
      case INSTANCE_RELU, VARIANCE_LRELU, NONE_SWISH, BATCH_ELU, LOGIT ->
          Optional.of(NoiseLevels.geometric(20, 0.02, 6));
      case UNIFORM_RESCALED -> Optional.of(NoiseLevels.uniform(20, 0.02, 6));
      default -> Optional.empty();
    };
  }

  /** The part of it whose stages are told of. */
  public RefineNet stages() {
    return (RefineNet) undivided();
  }

  private ScoreNetwork undivided() {
    Normalization plus = InstanceNormPlus.normalization();
    return switch (this) {
      case ANNEAL_MNIST -> conditional(1, true);
      case ANNEAL_CIFAR -> conditional(3, true);
      case ANNEAL_LOGIT -> conditional(1, false);
      case BASELINE_MNIST -> new RefineNet(1, 4, true, plus);
      case SCORENET_CIFAR -> new ResScore(3, 8, true);
      case NCSNV2 -> second(3, 4, Depth.USUAL);
      case NCSNV2_MNIST -> second(1, 3, Depth.USUAL);
      case DEEPER -> second(3, 4, Depth.DEEPER);
      case DEEPER_GRAY -> second(1, 2, Depth.DEEPER);
      case DEEPEST -> second(3, 3, Depth.DEEPEST);
      // The official code gives the last norm of these the number of levels as epsilon.
      case INSTANCE_RELU ->
          option(true, InstanceNorm.normalization(), InstanceNorm.withEpsilon(6), Activation.RELU);
      case BATCH_ELU ->
          option(true, BatchNorm.normalization(), BatchNorm.withEpsilon(6), Activation.ELU);
      case VARIANCE_LRELU -> {
        Normalization norm = VarianceNorm.normalization();
        yield option(true, norm, norm, Activation.LEAKY_RELU);
      }
      case NONE_SWISH -> option(true, Normalization.none(), Normalization.none(), Activation.SWISH);
      case UNIFORM_RESCALED -> option(false, plus, plus, Activation.ELU);
      case LOGIT -> option(false, plus, plus, Activation.SWISH);
      case NCSN_DEEPER -> {
        Normalization norm = ConditionalInstanceNormPlus.forLevels(3);
        yield new RefineNet(3, 2, true, Depth.DEEPER, BlockStyle.ncsn(norm, Activation.ELU));
      }
      case NCSN_VARIANCE -> new RefineNet(1, 3, true, VarianceNorm.forLevels(3));
      case NCSN_NONE_RESCALED -> {
        BlockStyle style = BlockStyle.ncsn(LevelScale.forLevels(3), Activation.LEAKY_RELU);
        yield new RefineNet(1, 3, false, Depth.USUAL, style);
      }
    };
  }

  private static RefineNet conditional(int channels, boolean rescale) {
    return new RefineNet(channels, 4, rescale, ConditionalInstanceNormPlus.forLevels(10));
  }

  /** A network of the second paper. */
  private static RefineNet second(int channels, int width, Depth depth) {
    BlockStyle style = BlockStyle.ncsnv2(InstanceNormPlus.normalization(), Activation.ELU);
    return new RefineNet(channels, width, true, depth, style);
  }

  private static RefineNet option(
      boolean rescale, Normalization norm, Normalization last, Activation activation) {
    BlockStyle style = BlockStyle.ncsnv2(norm, activation).withLast(last);
    return new RefineNet(3, 2, rescale, Depth.USUAL, style);
  }

  public List<Parameter> parameters() {
    return network().parameters();
  }

  /** A file of the case. */
  public Map<String, HostArray> npz(String file) {
    int slash = place.indexOf('/');
    return Golden.npz(place.substring(0, slash), place.substring(slash + 1) + file);
  }

  /** Values of the parameters. */
  public List<HostArray> weights(DType dtype) {
    GoldenNetwork holder = this == ANNEAL_LOGIT ? ANNEAL_MNIST : this;
    return TorchArrays.weights(parameters(), holder.npz("params.npz"), dtype);
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

  /**
   * What a network needs beside the images, of its {@link #inputs}. The published scores of one
   * that normalizes batches are those of training.
   */
  public Pass pass(List<Tensor> inputs) {
    boolean told = network().conditioning().knowsNoise();
    return pass(
        inputs.subList(2, inputs.size()),
        inputs.get(0),
        told ? Condition.level(inputs.get(1)) : Condition.NONE);
  }

  /** The same with given parameters and condition. */
  public Pass pass(List<Tensor> parameters, Tensor images, Condition condition) {
    Weights weights =
        new Weights(
            parameters,
            network().buffers().stream()
                .map(buffer -> images.constant(buffer.first().to(images.dtype())))
                .toList());
    return new Pass(weights, condition, Mode.Training.of(weights));
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

package org.ncsn.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ncsn.GoldenNetwork;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.autograd.Gradients;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.tensor.Tensor;

/**
 * A loss of the reference data.
 *
 * @param file its inputs and its value
 * @param value name of its value
 * @param projections name of its projection vectors; empty if it has none
 * @param gradientsFile its gradients; empty if they are not told
 */
record GoldenLoss(
    GoldenNetwork network,
    ScoreMatchingLoss loss,
    String file,
    String value,
    String projections,
    String gradientsFile) {
  private static final NoiseLevels LEVELS = NoiseLevels.geometric(1, 0.01, 10);
  private static final NoiseLevels OPTIONS = NoiseLevels.geometric(20, 0.02, 6);

  static List<GoldenLoss> all() {
    return List.of(
        denoising(GoldenNetwork.ANNEAL_MNIST),
        denoising(GoldenNetwork.ANNEAL_CIFAR),
        sliced(1),
        sliced(2),
        atOneLevel(GoldenNetwork.BASELINE_MNIST, "dsm_grads.npz"),
        atOneLevel(GoldenNetwork.SCORENET_CIFAR, ""),
        slicedWithoutLevels(1, "ssm_grads_p1.npz"),
        slicedWithoutLevels(2, ""),
        second(GoldenNetwork.NCSNV2, NoiseLevels.geometric(50, 0.01, 10)),
        second(GoldenNetwork.NCSNV2_MNIST, NoiseLevels.geometric(20, 0.01, 10)),
        second(GoldenNetwork.DEEPER, NoiseLevels.geometric(60, 0.01, 12)),
        second(GoldenNetwork.DEEPER_GRAY, NoiseLevels.geometric(25, 0.01, 8)),
        second(GoldenNetwork.DEEPEST, NoiseLevels.geometric(80, 0.01, 12)),
        second(GoldenNetwork.INSTANCE_RELU, OPTIONS),
        second(GoldenNetwork.VARIANCE_LRELU, OPTIONS),
        second(GoldenNetwork.NONE_SWISH, OPTIONS),
        second(GoldenNetwork.BATCH_ELU, OPTIONS),
        second(GoldenNetwork.UNIFORM_RESCALED, NoiseLevels.uniform(20, 0.02, 6)),
        second(GoldenNetwork.LOGIT, OPTIONS));
  }

  /** NCSNv2's. */
  static GoldenLoss second(GoldenNetwork network, NoiseLevels levels) {
    ScoreMatchingLoss loss = AnnealedDenoising.ofNoise(levels, 2);
    return new GoldenLoss(network, loss, "dsm.npz", "loss_f64", "", "dsm_grads.npz");
  }

  /** Of the networks that know no levels, with the published sigma. */
  static GoldenLoss atOneLevel(GoldenNetwork network, String gradientsFile) {
    return new GoldenLoss(network, new Denoising(0.01), "dsm.npz", "loss_f64", "", gradientsFile);
  }

  static GoldenLoss slicedWithoutLevels(int particles, String gradientsFile) {
    return new GoldenLoss(
        GoldenNetwork.SCORENET_CIFAR,
        new SlicedVarianceReduced(new Slicing(Projection.GAUSSIAN, particles)),
        "ssm.npz",
        "loss_p" + particles + "_f64",
        "v_p" + particles,
        gradientsFile);
  }

  static GoldenLoss denoising(GoldenNetwork network) {
    ScoreMatchingLoss loss = new AnnealedDenoising(LEVELS, 2);
    return new GoldenLoss(network, loss, "dsm.npz", "loss_f64", "", "dsm_grads.npz");
  }

  static GoldenLoss sliced(int particles) {
    return new GoldenLoss(
        GoldenNetwork.ANNEAL_MNIST,
        new AnnealedSliced(LEVELS, particles),
        "ssm.npz",
        "loss_p" + particles + "_f64",
        "v_p" + particles,
        "ssm_grads_p" + particles + ".npz");
  }

  double expected() {
    return network.npz(file).get(value).scalar();
  }

  /** Weights, clean images, draws: labels, noise, projections, each if there are. */
  List<HostArray> inputs(DType dtype) {
    Map<String, HostArray> arrays = network.npz(file);
    List<HostArray> inputs = new ArrayList<>(network.weights(dtype));
    inputs.add(TorchArrays.images(arrays.get("x"), dtype));
    HostArray labels = arrays.get("labels");
    if (labels != null) {
      inputs.add(loss instanceof AnnealedSliced sliced ? sliced.repeated(labels.ints()) : labels);
    }
    if (arrays.containsKey("eps")) {
      inputs.add(TorchArrays.images(arrays.get("eps"), dtype));
    }
    if (!projections.isEmpty()) {
      inputs.add(TorchArrays.images(arrays.get(projections), dtype));
    }
    return inputs;
  }

  /** The loss, then the gradient at every parameter. */
  List<Tensor> lossAndGradients(List<Tensor> inputs) {
    int count = network.parameters().size();
    List<Tensor> watched = inputs.subList(0, count).stream().map(Tensor::watched).toList();
    Tensor images = inputs.get(count);
    Tensor scalar =
        loss.loss(
            (x, condition) -> network.network().score(network.pass(watched, images, condition), x),
            images,
            inputs.subList(count + 1, inputs.size()));
    List<Tensor> results = new ArrayList<>(List.of(scalar.detached()));
    results.addAll(Gradients.of(scalar, watched));
    return results;
  }

  @Override
  public String toString() {
    return network + " " + value;
  }
}

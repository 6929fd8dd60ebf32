package org.ncsn.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.autograd.Gradients;
import org.ncsn.golden.Golden;
import org.ncsn.nn.EnergyScore;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.nn.Weights;
import org.ncsn.tensor.Tensor;
import org.ncsn.toy.ToyEnergy;
import org.ncsn.toy.ToyScore;

/**
 * A published loss on points.
 *
 * @param name what the reference data call it
 * @param energy whether it is an energy network's
 * @param input name of the normal numbers that it draws
 * @param projection what they are made to; {@code null} for noise
 * @param hasGradients whether the reference data hold its gradients
 */
record GoldenToyLoss(
    String name,
    ScoreMatchingLoss loss,
    boolean energy,
    String input,
    Projection projection,
    boolean hasGradients) {
  private static final String CASE = "toy";
  private static final int PARTICLES = 3;

  static List<GoldenToyLoss> all() {
    List<GoldenToyLoss> all = new ArrayList<>();
    for (boolean energy : new boolean[] {false, true}) {
      String name = energy ? "sliced_score_matching" : "sliced_score_estimation";
      all.add(plain(name, energy, 1, Projection.UNIT_SPHERE, true));
      all.add(plain(name + "_many", energy, PARTICLES, Projection.UNIT_SPHERE, energy));
      all.add(reduced(name + "_vr", energy, 1, Projection.GAUSSIAN, true));
      all.add(reduced(name + "_vr_many", energy, PARTICLES, Projection.GAUSSIAN, energy));
    }
    all.add(plain("single_given", true, 1, Projection.GAUSSIAN, true));
    all.add(plain("single_radermacher", true, 1, Projection.RADEMACHER, true));
    all.add(plain("single_sphere", true, 1, Projection.SPHERE, true));
    all.add(plain("single_gaussian", true, 1, Projection.GAUSSIAN, true));
    all.add(reduced("partial_given", true, 1, Projection.GAUSSIAN, true));
    all.add(reduced("partial_radermacher", true, 1, Projection.RADEMACHER, true));
    all.add(denoising("dsm_score_estimation", false, new Denoising(0.3)));
    all.add(denoising("dsm_sigma_1", true, new Denoising(1, 4)));
    all.add(denoising("dsm_sigma_0.3", true, new Denoising(0.3, 4)));
    return all;
  }

  private static GoldenToyLoss plain(
      String name, boolean energy, int count, Projection projection, boolean gradients) {
    ScoreMatchingLoss loss = new Sliced(new Slicing(projection, count));
    return new GoldenToyLoss(name, loss, energy, directions(count), projection, gradients);
  }

  private static GoldenToyLoss reduced(
      String name, boolean energy, int count, Projection projection, boolean gradients) {
    ScoreMatchingLoss loss = new SlicedVarianceReduced(new Slicing(projection, count));
    return new GoldenToyLoss(name, loss, energy, directions(count), projection, gradients);
  }

  private static String directions(int count) {
    return count == 1 ? "g1" : "gp";
  }

  private static GoldenToyLoss denoising(String name, boolean energy, ScoreMatchingLoss loss) {
    return new GoldenToyLoss(name, loss, energy, "noise", null, true);
  }

  ScoreNetwork network() {
    return energy ? new EnergyScore(new ToyEnergy(16)) : new ToyScore(ToyScore.UNITS);
  }

  double expected() {
    return Golden.npz(CASE, "losses.npz").get(name + ".loss").scalar();
  }

  /** The gradient at every parameter. */
  Optional<List<HostArray>> gradients() {
    if (!hasGradients) {
      return Optional.empty();
    }
    Map<String, HostArray> file =
        Golden.npz(CASE, energy ? "grads_energy.npz" : "grads_" + name + ".npz");
    String prefix = energy ? name + "|" : "";
    return Optional.of(
        network().parameters().stream()
            .map(Parameter::name)
            .map(parameter -> file.get(prefix + parameter))
            .toList());
  }

  /** Weights, points, draws. */
  List<HostArray> inputs(DType dtype) {
    Map<String, HostArray> arrays = Golden.npz(CASE, "losses.npz");
    String weights = energy ? "energy_net.npz" : "score_net.npz";
    List<HostArray> inputs =
        new ArrayList<>(
            TorchArrays.weights(network().parameters(), Golden.npz(CASE, weights), dtype));
    inputs.add(arrays.get("x").to(dtype));
    HostArray drawn = arrays.get(input).to(dtype);
    inputs.add(projection == null ? drawn : projection.of(drawn));
    return inputs;
  }

  /** The loss, then the gradient at every parameter. */
  List<Tensor> lossAndGradients(List<Tensor> inputs) {
    ScoreNetwork network = network();
    int count = network.parameters().size();
    List<Tensor> watched = inputs.subList(0, count).stream().map(Tensor::watched).toList();
    Weights weights = new Weights(watched);
    Tensor scalar =
        loss.loss(
            (x, condition) -> network.score(new Pass(weights, condition), x),
            inputs.get(count),
            inputs.subList(count + 1, inputs.size()));
    List<Tensor> results = new ArrayList<>(List.of(scalar.detached()));
    results.addAll(Gradients.of(scalar, watched));
    return results;
  }

  @Override
  public String toString() {
    return name;
  }
}

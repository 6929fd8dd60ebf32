package org.ncsn.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ncsn.tck.Agreement.assertClose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.golden.Golden;
import org.ncsn.nn.Condition;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.nn.Weights;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.sampler.AnnealedLangevin;
import org.ncsn.sampler.Chain;
import org.ncsn.sampler.LangevinSchedule;
import org.ncsn.sampler.Sampler;
import org.ncsn.score.ScoreModel;
import org.ncsn.tck.Rounding;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** Networks, densities, scores and chains in the plane are the published ones. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#all")
class GoldenToyTest {
  private static final double STEP = 0.1;

  /** The published mixture at a noise level: what is perturbed there are the two means. */
  private static final GaussianMixture MEANS =
      new GaussianMixture(new double[] {0.8, 0.2}, new double[] {5, 5, -5, -5}, 0);

  @Parameter Backend backend;

  @Test
  void theScoreNetworkAgrees() {
    ToyScore network = new ToyScore(ToyScore.UNITS);
    checkNetwork(network.parameters(), "score_net.npz", "score_f64", network::score);
  }

  @Test
  void theEnergyNetworkAgrees() {
    ToyEnergy network = new ToyEnergy(16);
    checkNetwork(network.parameters(), "energy_net.npz", "energy_f64", network::energy);
  }

  @Test
  void theMixtureHasThePublishedScoreAndDensity() {
    checkMixture(Distribution.MIXTURE.mixture(), "gmm.log_prob", "gmm.score");
    for (double sigma : new double[] {1, 0.5, 3, 20}) {
      String suffix = ".sigma_" + sigma;
      checkMixture(
          MEANS.withNoise(sigma), "gmm_anneal.log_prob" + suffix, "gmm_anneal.score" + suffix);
    }
  }

  @Test
  void plainLangevinDynamicsAgree() {
    LangevinSchedule schedule = LangevinSchedule.plain(25, STEP / 2);
    checkChain(new MixtureScore(Distribution.MIXTURE.mixture()), schedule, "plain");
  }

  @Test
  void annealedLangevinDynamicsAgree() {
    NoiseLevels levels = NoiseLevels.geometric(20, 1, 10);
    LangevinSchedule schedule = new LangevinSchedule(levels, 5, STEP / 2);
    checkChain(new NoisyMixtureScore(MEANS, levels), schedule, "anneal");
  }

  private void checkMixture(GaussianMixture mixture, String density, String score) {
    Map<String, HostArray> file = Golden.npz("toy", "gmm.npz");
    HostArray points = file.get("points");
    double variance = mixture.deviation() * mixture.deviation();
    for (int i = 0; i < points.shape().extent(0); i++) {
      // The published constant is that of one dimension.
      double published = file.get(density).at(i) - Math.log(2 * Math.PI * variance) / 2;
      assertThat(mixture.logDensity(points.at(2 * i), points.at(2 * i + 1)))
          .isCloseTo(published, within(1e-9));
    }
    try (Scope scope = Scope.open()) {
      Tensor found = mixture.score(backend.tensor(points.to(DType.FLOAT64)));
      assertClose(score, found.toHost(), file.get(score), 1e-11);
    }
  }

  private void checkNetwork(
      List<org.ncsn.nn.Parameter> parameters,
      String weights,
      String name,
      BiFunction<Pass, Tensor, Tensor> network) {
    Map<String, HostArray> file = Golden.npz("toy", "forward.npz");
    List<HostArray> inputs = new ArrayList<>(List.of(file.get("x").to(DType.FLOAT64)));
    inputs.addAll(TorchArrays.weights(parameters, Golden.npz("toy", weights), DType.FLOAT64));
    check(
        name,
        file.get(name),
        inputs,
        arrays -> {
          try (Scope scope = Scope.open()) {
            List<Tensor> tensors = arrays.stream().map(backend::tensor).toList();
            Pass pass = new Pass(new Weights(tensors.subList(1, tensors.size())), Condition.NONE);
            return List.of(network.apply(pass, tensors.get(0)).toHost());
          }
        });
  }

  private void checkChain(ScoreNetwork score, LangevinSchedule schedule, String name) {
    Map<String, HostArray> file = Golden.npz("toy", "langevin.npz");
    check(
        name,
        file.get(name + "_final_f64"),
        Stream.of("start", name + "_noise").map(key -> file.get(key).to(DType.FLOAT64)).toList(),
        arrays -> {
          HostArray start = arrays.get(0);
          try (Scope scope = Scope.open();
              Sampler sampler =
                  new Sampler(
                      backend,
                      ScoreModel.of(score, schedule.levels()),
                      new AnnealedLangevin(schedule),
                      start.type())) {
            return List.of(
                sampler.run(
                    new Chain(
                        new Weights(List.of()), index -> TorchArrays.entry(arrays.get(1), index)),
                    start,
                    Sampler.Observer.NONE));
          }
        });
  }

  /** In double precision the result is the published one, in single precision near it. */
  private static void check(
      String what,
      HostArray published,
      List<HostArray> inputs,
      UnaryOperator<List<HostArray>> computation) {
    assertClose(what, computation.apply(inputs).get(0), published, 1e-11);
    Rounding.of(inputs, computation)
        .assertRounded(
            what,
            computation.apply(inputs.stream().map(input -> input.to(DType.FLOAT32)).toList()));
  }
}

package org.ncsn.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ncsn.Agreement.assertClose;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.TorchArrays;
import org.ncsn.golden.Golden;
import org.ncsn.nn.Condition;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.nn.Weights;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.sampler.AnnealedLangevin;
import org.ncsn.sampler.LangevinSchedule;
import org.ncsn.sampler.Sampler;
import org.ncsn.score.ScoreModel;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.DType;
import org.ncsn.tensor.HostArray;
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
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      try (Scope scope = Scope.open()) {
        Weights weights = weights(network.parameters(), "score_net.npz", dtype);
        Tensor score =
            network.score(new Pass(weights, Condition.NONE), points("forward.npz", "x", dtype));
        check("score", score, Golden.npz("toy", "forward.npz"), "score", dtype);
      }
    }
  }

  @Test
  void theEnergyNetworkAgrees() {
    ToyEnergy network = new ToyEnergy(16);
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      try (Scope scope = Scope.open()) {
        Weights weights = weights(network.parameters(), "energy_net.npz", dtype);
        Tensor energy =
            network.energy(new Pass(weights, Condition.NONE), points("forward.npz", "x", dtype));
        check("energy", energy, Golden.npz("toy", "forward.npz"), "energy", dtype);
      }
    }
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
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      LangevinSchedule schedule = LangevinSchedule.plain(25, STEP / 2);
      checkChain(new MixtureScore(Distribution.MIXTURE.mixture()), schedule, "plain", dtype);
    }
  }

  @Test
  void annealedLangevinDynamicsAgree() {
    NoiseLevels levels = NoiseLevels.geometric(20, 1, 10);
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      LangevinSchedule schedule = new LangevinSchedule(levels, 5, STEP / 2);
      checkChain(new NoisyMixtureScore(MEANS, levels), schedule, "anneal", dtype);
    }
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

  private void checkChain(ScoreNetwork score, LangevinSchedule schedule, String name, DType dtype) {
    Map<String, HostArray> file = Golden.npz("toy", "langevin.npz");
    HostArray start = file.get("start").to(dtype);
    HostArray noise = file.get(name + "_noise");
    try (Scope scope = Scope.open();
        Sampler sampler =
            new Sampler(
                backend,
                ScoreModel.of(score, schedule.levels()),
                new AnnealedLangevin(schedule),
                start.type())) {
      HostArray end =
          sampler.run(
              new Weights(List.of()),
              start,
              index -> TorchArrays.entry(noise, index).to(dtype),
              Sampler.Observer.NONE);
      check(name, backend.tensor(end), file, name + "_final", dtype);
    }
  }

  private Weights weights(List<org.ncsn.nn.Parameter> parameters, String file, DType dtype) {
    return new Weights(
        TorchArrays.weights(parameters, Golden.npz("toy", file), dtype).stream()
            .map(backend::tensor)
            .toList());
  }

  private Tensor points(String file, String name, DType dtype) {
    return backend.tensor(Golden.npz("toy", file).get(name).to(dtype));
  }

  private static void check(
      String what, Tensor found, Map<String, HostArray> file, String name, DType dtype) {
    boolean single = dtype == DType.FLOAT32;
    HostArray expected = file.get(name + (single ? "_f32" : "_f64"));
    assertClose(what, found.toHost(), expected, single ? 1e-5 : 1e-11);
  }
}

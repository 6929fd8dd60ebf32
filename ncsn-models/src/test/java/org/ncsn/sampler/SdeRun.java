package org.ncsn.sampler;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.golden.Golden;
import org.ncsn.nn.HostWeights;
import org.ncsn.noise.DiffusionProcess;
import org.ncsn.noise.DiscreteLevels;
import org.ncsn.noise.LinearRate;
import org.ncsn.noise.NoiseProcess;
import org.ncsn.noise.SubVariancePreserving;
import org.ncsn.noise.VarianceExploding;
import org.ncsn.noise.VariancePreserving;
import org.ncsn.sampler.LangevinCorrector.Norms;
import org.ncsn.score.OutputRule;
import org.ncsn.score.ScoreFunction;
import org.ncsn.score.ScoreModel;
import org.ncsn.unet.GoldenUNet;

/**
 * A predictor-corrector sampling of which the official code's states are known.
 *
 * @param folder of its file
 * @param name of its file
 * @param method how it samples
 * @param score what it follows
 * @param weights those that the score takes
 */
record SdeRun(
    String folder,
    String name,
    PredictorCorrector method,
    ScoreFunction score,
    Supplier<HostWeights> weights) {
  private static final Optional<Corrector> ALONE = Optional.empty();
  private static final VarianceExploding VE = new VarianceExploding(0.01, 50);
  private static final VariancePreserving VP = new VariancePreserving(LinearRate.PUBLISHED);
  private static final SubVariancePreserving SUB_VP =
      new SubVariancePreserving(LinearRate.PUBLISHED);
  private static final LinearRate SLOW = new LinearRate(0.1, 4);

  /** Those on exact scores. */
  static List<SdeRun> ofMixtures() {
    Optional<Predictor> none = Optional.empty();
    PredictorCorrector noisy =
        method(VE, 24, Predictor.REVERSE_DIFFUSION, langevin(0.1, 3)).withLastNoise();
    return List.of(
        mixture("ve_reverse_langevin", ve(Predictor.REVERSE_DIFFUSION, langevin(0.16, 1))),
        mixture("ve_reverse_langevin3_noisy", noisy),
        mixture("ve_ancestral_none", ve(Predictor.ANCESTRAL, ALONE)),
        mixture("ve_euler_none", method(VE, 24, Predictor.EULER_MARUYAMA, ALONE)),
        mixture("ve_flow_langevin", ve(Predictor.FLOW, langevin(0.16, 1))),
        mixture(
            "ve_none_ald",
            PredictorCorrector.of(VE, 12, none, Optional.of(new AnnealedCorrector(VE, 0.2, 2)))),
        mixture(
            "ve_discrete",
            ve(Predictor.REVERSE_DIFFUSION, langevin(0.16, 1)),
            new TabulatedNoise(12)),
        mixture("vp_euler_none", vp(Predictor.EULER_MARUYAMA, ALONE)),
        mixture("vp_ancestral_none", vp(Predictor.ANCESTRAL, ALONE)),
        mixture("vp_reverse_langevin", vp(Predictor.REVERSE_DIFFUSION, langevin(0.05, 1))),
        mixture("vp_flow", vp(Predictor.FLOW, ALONE)),
        mixture(
            "vp_ancestral_discrete",
            vp(Predictor.ANCESTRAL, ALONE),
            new DiscreteLevels(LinearRate.PUBLISHED, 24).atTimes()),
        mixture("vp_none_langevin", PredictorCorrector.of(VP, 24, none, langevin(0.1, 2))),
        mixture("subvp_euler_none", method(SUB_VP, 24, Predictor.EULER_MARUYAMA, ALONE)),
        mixture("subvp_reverse_none", method(SUB_VP, 24, Predictor.REVERSE_DIFFUSION, ALONE)));
  }

  /** Those of networks. */
  static List<SdeRun> ofNetworks() {
    VarianceExploding ve = new VarianceExploding(0.01, 2);
    VariancePreserving vp = new VariancePreserving(SLOW);
    SubVariancePreserving subVp = new SubVariancePreserving(SLOW);
    return List.of(
        network(
            "ncsnpp_pc",
            method(ve, 6, Predictor.REVERSE_DIFFUSION, langevin(0.16, 1)),
            GoldenUNet.NCSNPP_SKIP,
            model(GoldenUNet.NCSNPP_SKIP, ve, ve::deviation, OutputRule.SCORE)),
        network(
            "ddpmpp_euler",
            method(vp, 8, Predictor.EULER_MARUYAMA, ALONE),
            GoldenUNet.DDPMPP,
            model(GoldenUNet.DDPMPP, vp, time -> 999 * time, OutputRule.NOISE)),
        network(
            "ddpmpp_subvp",
            method(subVp, 8, Predictor.EULER_MARUYAMA, ALONE),
            GoldenUNet.DDPMPP,
            model(GoldenUNet.DDPMPP, subVp, time -> 999 * time, OutputRule.NOISE)),
        network(
            "ddpm_ancestral",
            method(vp, 10, Predictor.ANCESTRAL, ALONE),
            GoldenUNet.DDPM,
            model(
                GoldenUNet.DDPM,
                new DiscreteLevels(SLOW, 10).atTimes(),
                time -> 9 * time,
                OutputRule.NOISE)));
  }

  private static PredictorCorrector method(
      DiffusionProcess process, int steps, Predictor predictor, Optional<Corrector> corrector) {
    return PredictorCorrector.of(process, steps, Optional.of(predictor), corrector);
  }

  private static PredictorCorrector ve(Predictor predictor, Optional<Corrector> corrector) {
    return method(VE, 12, predictor, corrector);
  }

  private static PredictorCorrector vp(Predictor predictor, Optional<Corrector> corrector) {
    return method(VP, 24, predictor, corrector);
  }

  private static Optional<Corrector> langevin(double ratio, int steps) {
    return Optional.of(new LangevinCorrector(ratio, steps, Norms.OF_THE_BATCH));
  }

  private static SdeRun mixture(String name, PredictorCorrector method) {
    return mixture(name, method, method.process());
  }

  private static SdeRun mixture(String name, PredictorCorrector method, NoiseProcess noise) {
    MixtureScore score = MixtureScore.of(Golden.npz("sde_trajectories", "data.npz"), noise);
    HostWeights none = new HostWeights(List.of(), List.of());
    return new SdeRun("sde_trajectories", name, method, score, () -> none);
  }

  private static ScoreModel model(
      GoldenUNet network, NoiseProcess noise, DoubleUnaryOperator told, OutputRule output) {
    return new ScoreModel(network.network(), noise, told, output);
  }

  private static SdeRun network(
      String name, PredictorCorrector method, GoldenUNet network, ScoreModel model) {
    return new SdeRun(
        "sde_network_samplers", name, method, model, () -> network.weights(DType.FLOAT64));
  }

  /** What the file holds. */
  Map<String, HostArray> file() {
    return Golden.npz(folder, name + ".npz");
  }

  /** Which of this program's updates an official one is, of which there are always two a time. */
  int update(int official) {
    boolean both = method.predictor().isPresent() && method.corrector().isPresent();
    return both ? official : official / 2;
  }

  /** Whether the official program's update is one, and not of nothing. */
  boolean has(int official) {
    return official % 2 == 0 ? method.corrector().isPresent() : method.predictor().isPresent();
  }

  /** Whether results are mapped from [-1, 1] to [0, 1]. */
  boolean isCentred() {
    return !(method.process() instanceof VarianceExploding);
  }

  @Override
  public String toString() {
    return name;
  }

  /** Noise of so many levels. */
  private record TabulatedNoise(int count) implements NoiseProcess {
    @Override
    public double mean(double time) {
      return 1;
    }

    @Override
    public double deviation(double time) {
      return VE.levels(count)[(int) (time * (count - 1))];
    }

    @Override
    public double priorDeviation() {
      return VE.priorDeviation();
    }
  }
}

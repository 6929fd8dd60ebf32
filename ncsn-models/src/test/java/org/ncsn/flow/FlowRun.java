package org.ncsn.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ncsn.tck.Agreement.assertClose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.golden.Golden;
import org.ncsn.nn.HostWeights;
import org.ncsn.noise.DiffusionProcess;
import org.ncsn.noise.LinearRate;
import org.ncsn.noise.SubVariancePreserving;
import org.ncsn.noise.VarianceExploding;
import org.ncsn.noise.VariancePreserving;
import org.ncsn.ode.DormandPrince;
import org.ncsn.ode.Equation;
import org.ncsn.ode.Progress;
import org.ncsn.ode.Stepping;
import org.ncsn.sampler.MixtureScore;
import org.ncsn.score.OutputRule;
import org.ncsn.score.ScoreFunction;
import org.ncsn.score.ScoreModel;
import org.ncsn.unet.GoldenUNet;

/**
 * A way along the probability flow of which the official code's end is known.
 *
 * @param folder of its file
 * @param name of its file
 * @param flow what was followed, the batch as one system
 * @param model the score
 * @param network whose weights it takes, if there is one
 */
public record FlowRun(
    String folder, String name, Flow flow, ScoreFunction model, Optional<GoldenUNet> network) {
  /** The published processes. */
  public static final VarianceExploding VE = new VarianceExploding(0.01, 50);

  public static final VariancePreserving VP = new VariancePreserving(LinearRate.PUBLISHED);
  public static final SubVariancePreserving SUB_VP =
      new SubVariancePreserving(LinearRate.PUBLISHED);

  private static final double USUAL = 1e-5;

  /** Samples that were drawn. */
  public static List<FlowRun> ofSamples() {
    return List.of(
        sampled("ve", VE, 1e-5, together(USUAL)),
        sampled("ve_denoised", VE, 1e-5, together(USUAL)),
        sampled("ve_loose", VE, 1e-5, together(1e-3)),
        sampled("vp", VP, 1e-3, together(USUAL)),
        sampled("vp_denoised_tight", VP, 1e-3, together(1e-7, 1e-8)),
        sampled("subvp", SUB_VP, 1e-3, together(USUAL)),
        ncsnpp("sde_ode", 1, 0.9),
        ddpmpp("sde_ode", 3, 0.9));
  }

  /** Data whose likelihood was found. */
  public static List<FlowRun> ofLikelihoods() {
    return List.of(
        likely("normal_ve", "normal", VE, 1e-5, together(USUAL)),
        likely("mixture_ve", "mixture", VE, 1e-5, together(USUAL)),
        likely("normal_vp", "normal", VP, 1e-5, together(USUAL)),
        likely("mixture_vp", "mixture", VP, 1e-5, together(USUAL)),
        likely("normal_subvp", "normal", SUB_VP, 1e-5, together(USUAL)),
        likely("mixture_subvp", "mixture", SUB_VP, 1e-5, together(USUAL)),
        likely("mixture_ve_gaussian", "mixture", VE, 1e-5, together(USUAL)),
        likely("normal_vp_tight", "normal", VP, 1e-3, together(1e-8)),
        ncsnpp("sde_likelihood", 1, 0.97),
        ddpmpp("sde_likelihood", 3, 0.95));
  }

  /** The networks' flows over all times. */
  public static List<FlowRun> ofDrifts() {
    return List.of(ncsnpp("sde_likelihood", 50, 1e-5), ddpmpp("sde_likelihood", 20, 1e-5));
  }

  /** Drift and divergence of a network's flow at some times. */
  public static Map<String, HostArray> drift(String name) {
    return Golden.npz("sde_likelihood", name + "_drift.npz");
  }

  private static DormandPrince together(double tolerance) {
    return together(tolerance, tolerance);
  }

  private static DormandPrince together(double relative, double absolute) {
    return new DormandPrince(relative, absolute, Stepping.WHOLE_BATCH, 1000);
  }

  private static FlowRun sampled(
      String name, DiffusionProcess process, double last, DormandPrince solver) {
    return mixture("sde_ode", name, "data", new Flow(process, last, solver));
  }

  private static FlowRun likely(
      String name, String data, DiffusionProcess process, double first, DormandPrince solver) {
    return mixture("sde_likelihood", name, data, new Flow(process, first, solver));
  }

  private static FlowRun mixture(String folder, String name, String data, Flow flow) {
    MixtureScore score = MixtureScore.of(Golden.npz(folder, data + ".npz"), flow.process());
    return new FlowRun(folder, name, flow, score, Optional.empty());
  }

  private static FlowRun ncsnpp(String folder, double largest, double dataTime) {
    VarianceExploding ve = new VarianceExploding(0.01, largest);
    GoldenUNet network = GoldenUNet.NCSNPP_SKIP;
    ScoreModel model = new ScoreModel(network.network(), ve, ve::deviation, OutputRule.SCORE);
    Flow flow = new Flow(ve, dataTime, together(USUAL));
    return new FlowRun(folder, "ncsnpp", flow, model, Optional.of(network));
  }

  private static FlowRun ddpmpp(String folder, double fastest, double dataTime) {
    VariancePreserving vp = new VariancePreserving(new LinearRate(0.1, fastest));
    GoldenUNet network = GoldenUNet.DDPMPP;
    ScoreModel model = new ScoreModel(network.network(), vp, time -> 999 * time, OutputRule.NOISE);
    Flow flow = new Flow(vp, dataTime, together(USUAL));
    return new FlowRun(folder, "ddpmpp", flow, model, Optional.of(network));
  }

  /** The weights that the score takes. */
  public HostWeights weights(DType dtype) {
    return network
        .map(known -> known.weights(dtype))
        .orElseGet(() -> new HostWeights(List.of(), List.of()));
  }

  /** What the file holds. */
  public Map<String, HostArray> file() {
    return Golden.npz(folder, name + ".npz");
  }

  /** The prior's sample that it begins with. */
  public HostArray latents(DType dtype) {
    return TorchArrays.images(file().get("z"), DType.FLOAT64)
        .map(z -> z * flow.process().priorDeviation())
        .to(dtype);
  }

  /** The times of the steps that a flow is followed in, and where it ends. */
  public record Path(HostArray times, Progress end) {
    /** Follows an equation from one time to another, the batch as one system. */
    public static Path of(
        DormandPrince solver, Equation equation, double from, double to, double[] states) {
      List<Double> times = new ArrayList<>();
      Progress progress = solver.begin(equation, from, to, states, 1);
      times.add(from);
      while (!progress.isDone()) {
        progress = solver.attempt(equation, progress);
        if (progress.time(0) != times.get(times.size() - 1)) {
          times.add(progress.time(0));
        }
      }
      double[] all = times.stream().mapToDouble(time -> time).toArray();
      return new Path(HostArray.of(Shape.of(all.length), all), progress);
    }

    /** Compares times and numbers of evaluations with those in a file. */
    public void check(Map<String, HostArray> file) {
      assertThat((double) end.mostEvaluations())
          .as("evaluations")
          .isEqualTo(file.get("evaluations_f64").scalar());
      assertClose("times", times, file.get("t_f64"), 1e-6);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}

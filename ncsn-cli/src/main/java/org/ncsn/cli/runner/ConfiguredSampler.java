package org.ncsn.cli.runner;

import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.SamplerConfig;
import org.ncsn.cli.config.SamplerConfig.PredictorName;
import org.ncsn.data.PixelRange;
import org.ncsn.error.UserError;
import org.ncsn.flow.Flow;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.noise.DiffusionProcess;
import org.ncsn.noise.Discretization;
import org.ncsn.ode.DormandPrince;
import org.ncsn.ode.Stepping;
import org.ncsn.sampler.AnnealedCorrector;
import org.ncsn.sampler.Corrector;
import org.ncsn.sampler.Ddim;
import org.ncsn.sampler.DpmSolver;
import org.ncsn.sampler.Heun;
import org.ncsn.sampler.LangevinCorrector;
import org.ncsn.sampler.LangevinCorrector.Norms;
import org.ncsn.sampler.Predictor;
import org.ncsn.sampler.PredictorCorrector;
import org.ncsn.sampler.ProbabilityFlow;
import org.ncsn.sampler.SamplingMethod;
import org.ncsn.sampler.SamplingTimes;
import org.ncsn.sampler.SamplingTimes.Spacing;
import org.ncsn.score.ClippedScore;
import org.ncsn.score.ScoreFunction;
import org.ncsn.score.ScoreModel;

/** The sampler of a configuration's section {@code sampler}, and the score that it follows. */
record ConfiguredSampler(SamplerConfig sampler, ConfiguredSde sde) {
  /** Of the fast samplers. */
  private static final int USUAL_STEPS = 25;

  static ConfiguredSampler of(ExperimentConfig config) {
    return new ConfiguredSampler(config.sampler(), ConfiguredSde.of(config));
  }

  /** The score of a network, at times, or at levels where the sampler goes from level to level. */
  ScoreModel model(ScoreNetwork network) {
    return switch (sampler.method()) {
      case PC -> new ScoreModel(network, sde.atTimes(), sde.toldAtTimes(), sde.output());
      case ODE -> sde.continuousModel(network);
      case DDIM, DPM_SOLVER, HEUN ->
          new ScoreModel(network, sde.trained(), sde.told(), sde.output());
    };
  }

  /** A network's score, or what it was made into, as the sampler follows it. */
  ScoreFunction followed(ScoreFunction model, PixelRange range) {
    return switch (sampler.method()) {
      case PC, ODE -> model;
      case DDIM, DPM_SOLVER, HEUN ->
          sampler.clipDenoised() && range.scale().isPresent() ? clipped(model, range) : model;
    };
  }

  private static ScoreFunction clipped(ScoreFunction model, PixelRange range) {
    HostArray ends = range.of(HostArray.of(Shape.of(2), 0.0, 1.0));
    return new ClippedScore(model, ends.at(0), ends.at(1));
  }

  /**
   * The sampler.
   *
   * @throws UserError if keys do not go together
   */
  SamplingMethod method() {
    return switch (sampler.method()) {
      case PC -> predictorCorrector();
      case DDIM -> new Ddim(times(), sampler.eta());
      case DPM_SOLVER -> new DpmSolver(times());
      case HEUN -> new Heun(times());
      case ODE -> flow();
    };
  }

  private ProbabilityFlow flow() {
    if (sampler.steps().isPresent()) {
      throw new UserError(
          "sampler.steps (--steps): ode chooses its steps by sampler.tolerance; remove it");
    }
    Stepping stepping = sampler.coupled() ? Stepping.WHOLE_BATCH : Stepping.EACH_SAMPLE;
    DormandPrince solver = DormandPrince.of(sampler.tolerance()).with(stepping);
    DiffusionProcess process = sde.process();
    ProbabilityFlow flow = new ProbabilityFlow(new Flow(process, lastTime(process), solver));
    return sampler.noiseRemoval() ? flow.denoised(sde.levels()) : flow;
  }

  private double lastTime(DiffusionProcess process) {
    return sampler.eps().orElse(process.lastTime());
  }

  private SamplingTimes times() {
    int count = sampler.steps().orElse(USUAL_STEPS);
    if (!sde.isContinuous()) {
      int levels = sde.levels();
      if (count > levels) {
        throw new UserError(
            "sampler.steps (--steps): a sampler goes through at most all "
                + levels
                + " levels, found "
                + count);
      }
      return SamplingTimes.levels(
          sde.trained(), sde.noisiest(), levels - 1 - sde.noisiest(), count);
    }
    DiffusionProcess process = sde.process();
    Spacing spacing =
        switch (sampler.spacing()) {
          case UNIFORM -> Spacing.UNIFORM;
          case LOG_SNR -> Spacing.LOGARITHMIC;
          case KARRAS -> Spacing.KARRAS;
        };
    return SamplingTimes.of(process, spacing, lastTime(process), count);
  }

  private PredictorCorrector predictorCorrector() {
    DiffusionProcess process = sde.process();
    Optional<Predictor> predictor = predictor();
    Optional<Corrector> corrector = corrector(process);
    if (predictor.isEmpty() && corrector.isEmpty()) {
      throw new UserError("sampler.predictor: neither a predictor nor a corrector; choose one");
    }
    Discretization times = discretized(process);
    if (predictor.equals(Optional.of(Predictor.ANCESTRAL)) && !times.isChain()) {
      throw new UserError(
          "sampler.predictor: ancestral_sampling goes through a chain of levels, which sub-VP has"
              + " not; choose euler_maruyama or reverse_diffusion");
    }
    return new PredictorCorrector(process, times, predictor, corrector, sampler.noiseRemoval());
  }

  private Discretization discretized(DiffusionProcess process) {
    int steps = sampler.steps().orElse(sde.levels());
    if (!sde.isContinuous() && steps != sde.levels()) {
      throw new UserError(
          "sampler.steps (--steps): a network of levels is sampled through all "
              + sde.levels()
              + " by pc, found "
              + steps
              + "; remove it, or choose another sampler.method (--sampler)");
    }
    try {
      return process.discretized(steps, lastTime(process));
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "sampler.steps (--steps): " + e.getMessage() + ", or choose another sampler.method", e);
    }
  }

  private Optional<Predictor> predictor() {
    PredictorName name = sampler.predictor().orElse(PredictorName.REVERSE_DIFFUSION);
    boolean flow = sampler.probabilityFlow();
    return switch (name) {
      case EULER_MARUYAMA -> Optional.of(flow ? Predictor.EULER_FLOW : Predictor.EULER_MARUYAMA);
      case REVERSE_DIFFUSION -> Optional.of(flow ? Predictor.FLOW : Predictor.REVERSE_DIFFUSION);
      case ANCESTRAL_SAMPLING -> {
        if (flow) {
          throw new UserError(
              "sampler.probability_flow: goes with euler_maruyama and reverse_diffusion, not with"
                  + " ancestral_sampling; set it to false");
        }
        yield Optional.of(Predictor.ANCESTRAL);
      }
      case NONE -> Optional.empty();
    };
  }

  private Optional<Corrector> corrector(DiffusionProcess process) {
    int steps = sampler.correctorSteps();
    return switch (sampler.corrector()) {
      case NONE -> Optional.empty();
      case ALD -> Optional.of(new AnnealedCorrector(process, sampler.snr(), steps));
      case LANGEVIN ->
          Optional.of(
              new LangevinCorrector(
                  sampler.snr(),
                  steps,
                  sampler.coupled() ? Norms.OF_THE_BATCH : Norms.OF_EACH_SAMPLE));
    };
  }
}

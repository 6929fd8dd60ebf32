package org.ncsn.cli.config;

import java.util.Optional;
import java.util.Set;
import org.ncsn.error.UserError;

/**
 * The section {@code sampler}: how SdeRunner draws samples.
 *
 * @param method which sampler
 * @param steps times at which the sampler evaluates the network; by default 25, or {@code
 *     sde.num_scales} for {@code pc}
 * @param spacing how these are spaced
 * @param eta share of the noise that DDIM draws anew
 * @param predictor of {@code pc}
 * @param corrector of {@code pc}
 * @param probabilityFlow whether the predictor follows the probability flow
 * @param snr signal-to-noise ratio of the corrector's steps
 * @param correctorSteps the corrector's steps at each time
 * @param noiseRemoval whether {@code pc} leaves out the very last noise, and {@code ode} ends with
 *     a step that takes it away
 * @param coupled whether steps are the same for a whole batch, as published, and not each image's
 *     own
 * @param clipDenoised whether what the network takes for the clean image is kept within the range
 *     of pixels
 * @param tolerance of the steps of {@code ode}, relative and absolute
 * @param onlyClass what all samples show; by default one class after the other
 * @param guidance how far samples are led to what they are to show
 * @param eps the last time of a continuous process that the network is evaluated at
 */
public record SamplerConfig(
    @Setting(orElse = "dpm_solver") MethodName method,
    @Setting(least = 1, most = 1_000_000) Optional<Integer> steps,
    @Setting(orElse = "log_snr") SpacingName spacing,
    @Setting(least = 0, most = 1, orElse = "0") double eta,
    Optional<PredictorName> predictor,
    @Setting(orElse = "none") CorrectorName corrector,
    @Setting(orElse = "false") boolean probabilityFlow,
    @Setting(above = 0, orElse = "0.16") double snr,
    @Setting(least = 1, most = 1_000_000, orElse = "1") int correctorSteps,
    @Setting(orElse = "true") boolean noiseRemoval,
    @Setting(orElse = "false") boolean coupled,
    @Setting(orElse = "true") boolean clipDenoised,
    @Setting(above = 0, below = 1, orElse = "1e-5") double tolerance,
    @Setting(least = 0, most = 1_000_000) Optional<Integer> onlyClass,
    @Setting(least = 0, most = 1000) Optional<Double> guidance,
    @Setting(above = 0, below = 1) Optional<Double> eps) {

  /**
   * The same with what flags say.
   *
   * @throws UserError if there is no such sampler
   */
  public SamplerConfig with(
      Optional<String> name, Optional<Integer> count, Optional<Double> drawn) {
    SamplerConfig changed = this;
    if (name.isPresent()) {
      changed = Change.of(changed, "method", MethodName.named(name.get()));
    }
    changed = count.isPresent() ? Change.of(changed, "steps", count) : changed;
    return drawn.isPresent() ? Change.of(changed, "eta", drawn.get()) : changed;
  }

  /** The same with the error that a flag allows the steps of the probability flow. */
  public SamplerConfig within(Optional<Double> error) {
    return error.isPresent() ? Change.of(this, "tolerance", error.get()) : this;
  }

  /** The same with what flags say of classes. */
  public SamplerConfig led(Optional<Integer> only, Optional<Double> weight) {
    SamplerConfig changed = only.isPresent() ? Change.of(this, "onlyClass", only) : this;
    return weight.isPresent() ? Change.of(changed, "guidance", weight) : changed;
  }

  /** Samplers. */
  public enum MethodName implements Part {
    /** Predictor and corrector. */
    PC,
    /** DDIM. */
    DDIM,
    /** DPM-Solver++(2M). */
    DPM_SOLVER,
    /** Heun's method. */
    HEUN,
    /** The probability flow in adaptive steps. */
    ODE;

    private static MethodName named(String flag) {
      try {
        return (MethodName) ScalarValue.parse(MethodName.class, flag);
      } catch (BadValue e) {
        throw new UserError("--sampler must be " + e.getMessage(), e);
      }
    }

    @Override
    public String chosenBy() {
      return "sampler.method: " + this;
    }

    @Override
    public Set<String> keys() {
      return switch (this) {
        case ODE -> Set.of("sampler.tolerance", "sampler.noise_removal", "sampler.coupled");
        case PC ->
            Set.of(
                "sampler.predictor",
                "sampler.corrector",
                "sampler.probability_flow",
                "sampler.snr",
                "sampler.corrector_steps",
                "sampler.noise_removal",
                "sampler.coupled");
        case DDIM -> Set.of("sampler.spacing", "sampler.clip_denoised", "sampler.eta");
        case DPM_SOLVER, HEUN -> Set.of("sampler.spacing", "sampler.clip_denoised");
      };
    }

    @Override
    public String toString() {
      return Lower.of(this);
    }
  }

  /** How the times of a fast sampler are spaced. */
  public enum SpacingName {
    UNIFORM,
    LOG_SNR,
    KARRAS;

    @Override
    public String toString() {
      return Lower.of(this);
    }
  }

  /** Predictors, under their published names. */
  public enum PredictorName {
    EULER_MARUYAMA,
    REVERSE_DIFFUSION,
    ANCESTRAL_SAMPLING,
    NONE;

    @Override
    public String toString() {
      return Lower.of(this);
    }
  }

  /** Correctors, under their published names. */
  public enum CorrectorName {
    LANGEVIN,
    ALD,
    NONE;

    @Override
    public String toString() {
      return Lower.of(this);
    }
  }
}

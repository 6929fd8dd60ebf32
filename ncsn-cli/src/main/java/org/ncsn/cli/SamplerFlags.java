package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.cli.config.SamplingConfig;
import org.ncsn.error.UserError;

/** Flags that say how samples are drawn, in place of the config. */
public final class SamplerFlags {
  private static final int MOST_GUIDANCE = 1000;

  @Parameter(names = "--samples", order = 16, description = "Images to sample")
  Integer samples;

  @Parameter(
      names = "--steps_each",
      order = 17,
      description = "Langevin steps at each noise level when sampling")
  private Integer stepsEach;

  @Parameter(
      names = "--step_lr",
      order = 18,
      description = "Langevin step size at the smallest noise level")
  private Double stepLr;

  @Parameter(
      names = "--sampler",
      order = 18,
      description = "SdeRunner: dpm_solver, ddim, heun, pc (predictor and corrector) or ode")
  private String sampler;

  @Parameter(
      names = "--steps",
      order = 18,
      description = "SdeRunner: times at which the sampler evaluates the network")
  private Integer steps;

  @Parameter(
      names = "--eta",
      order = 18,
      description = "SdeRunner: share of the noise that ddim draws anew, from 0 to 1")
  private Double eta;

  @Parameter(
      names = "--tolerance",
      order = 18,
      description = "SdeRunner: error of the steps of ode, --encode and --interpolate_images")
  private Double tolerance;

  @Parameter(
      names = "--class",
      order = 18,
      description =
          "SdeRunner: what all samples are to show, a number from 0; by default one after the other")
  private Integer only;

  @Parameter(
      names = "--guidance",
      order = 18,
      description =
          "SdeRunner: how far samples are led to their class; by default 0, and 1 with --classifier")
  private Double guidance;

  @Parameter(
      names = "--frame_every",
      order = 19,
      description = "Steps from one frame of the movie to the next")
  Integer frameEvery;

  /**
   * @throws UserError for a value that cannot be
   */
  public void check() {
    NumberFlag.check("--samples", samples, NumberFlag.MOST_SAMPLES);
    NumberFlag.check("--steps_each", stepsEach, Integer.MAX_VALUE);
    NumberFlag.check("--steps", steps, NumberFlag.MOST_IMAGES);
    NumberFlag.check("--frame_every", frameEvery, Integer.MAX_VALUE);
    if (stepLr != null && !(stepLr > 0 && Double.isFinite(stepLr))) {
      throw new UserError("--step_lr must be more than 0, found " + stepLr);
    }
    if (tolerance != null && !(tolerance > 0 && tolerance < 1)) {
      throw new UserError("--tolerance must be more than 0 and less than 1, found " + tolerance);
    }
    if (only != null && only < 0) {
      throw new UserError("--class: classes are numbered from 0, found " + only);
    }
    if (guidance != null && !(guidance >= 0 && guidance <= MOST_GUIDANCE)) {
      throw new UserError("--guidance must be from 0 to " + MOST_GUIDANCE + ", found " + guidance);
    }
    if (eta != null && !(eta >= 0 && eta <= 1)) {
      throw new UserError("--eta must be from 0 to 1, found " + eta);
    }
  }

  /** Those that were given, in order. */
  List<String> given() {
    List<String> given = new ArrayList<>();
    if (samples != null) {
      given.add("--samples");
    }
    given.addAll(ofLangevin());
    given.addAll(ofSdes());
    if (frameEvery != null) {
      given.add("--frame_every");
    }
    return given;
  }

  private List<String> ofLangevin() {
    List<String> given = new ArrayList<>();
    if (stepsEach != null) {
      given.add("--steps_each");
    }
    if (stepLr != null) {
      given.add("--step_lr");
    }
    return given;
  }

  private List<String> ofSdes() {
    List<String> given = new ArrayList<>();
    if (sampler != null) {
      given.add("--sampler");
    }
    if (steps != null) {
      given.add("--steps");
    }
    if (eta != null) {
      given.add("--eta");
    }
    if (tolerance != null) {
      given.add("--tolerance");
    }
    if (only != null) {
      given.add("--class");
    }
    if (guidance != null) {
      given.add("--guidance");
    }
    return given;
  }

  /**
   * The configuration with what the flags say instead.
   *
   * @throws UserError if a flag is of other runners
   */
  public ExperimentConfig applyTo(ExperimentConfig config, RunnerName runner) {
    boolean sdes = runner == RunnerName.SDE;
    List<String> others = sdes ? ofLangevin() : ofSdes();
    if (!others.isEmpty()) {
      throw new UserError(
          others.get(0)
              + (sdes
                  ? ": is of Langevin dynamics; SdeRunner takes --sampler, --steps and --eta"
                  : ": is of SdeRunner; "
                      + runner
                      + (runner.drawsSamples()
                          ? " takes --steps_each and --step_lr"
                          : " draws no samples")));
    }
    SamplingConfig sampling =
        config
            .sampling()
            .with(
                Optional.ofNullable(samples),
                Optional.ofNullable(stepsEach),
                Optional.ofNullable(stepLr),
                Optional.ofNullable(frameEvery));
    return config
        .withSampling(sampling)
        .withSampler(
            config
                .sampler()
                .with(
                    Optional.ofNullable(sampler),
                    Optional.ofNullable(steps),
                    Optional.ofNullable(eta))
                .within(Optional.ofNullable(tolerance))
                .led(Optional.ofNullable(only), Optional.ofNullable(guidance)));
  }
}

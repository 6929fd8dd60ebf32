package org.ncsn.cli.runner;

import java.util.function.DoubleUnaryOperator;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.SdeConfig;
import org.ncsn.cli.config.SdeConfig.ProcessName;
import org.ncsn.error.UserError;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.loss.TimeDenoising;
import org.ncsn.loss.TimeDenoising.Pixels;
import org.ncsn.loss.Times;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.noise.DiffusionProcess;
import org.ncsn.noise.DiscreteLevels;
import org.ncsn.noise.LinearRate;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.noise.NoiseProcess;
import org.ncsn.noise.SubVariancePreserving;
import org.ncsn.noise.VarianceExploding;
import org.ncsn.noise.VariancePreserving;
import org.ncsn.score.OutputRule;
import org.ncsn.score.ScoreModel;

/** The noise process of a configuration's section {@code sde}, and what is made of it. */
record ConfiguredSde(SdeConfig sde) {
  /** The largest number that a network is told of a time of VP or sub-VP. */
  private static final double TOLD = 999;

  /**
   * @throws UserError if keys do not go together
   */
  static ConfiguredSde of(ExperimentConfig config) {
    ConfiguredSde made = new ConfiguredSde(config.sde());
    made.check();
    return made;
  }

  private void check() {
    if (sde.process() == ProcessName.VE && !(sde.sigmaMin() < sde.sigmaMax())) {
      throw new UserError(
          "sde.sigma_min: the noise grows, so it must be below sde.sigma_max ("
              + sde.sigmaMax()
              + "), found "
              + sde.sigmaMin());
    }
    if (sde.process() == ProcessName.VP
        && sde.numScales() <= Math.max(sde.betaMin(), sde.betaMax())) {
      throw new UserError(
          "sde.num_scales: each of N levels replaces beta_max / N of the data by noise, so there"
              + " must be more than sde.beta_max ("
              + sde.betaMax()
              + "), found "
              + sde.numScales());
    }
    if (!sde.continuous() && sde.process() == ProcessName.SUB_VP) {
      throw new UserError("sde.continuous: sub-VP has no levels; set it to true");
    }
    if (!sde.continuous() && sde.likelihoodWeighting()) {
      throw new UserError(
          "sde.likelihood_weighting: weighs continuous times; set sde.continuous: true, or remove"
              + " the key");
    }
    if (!sde.continuous() && sde.stratified()) {
      throw new UserError(
          "sde.stratified: spreads continuous times; set sde.continuous: true, or remove the key");
    }
  }

  /** The process in continuous time. */
  DiffusionProcess process() {
    return switch (sde.process()) {
      case VE -> exploding();
      case VP -> new VariancePreserving(rate());
      case SUB_VP -> new SubVariancePreserving(rate());
    };
  }

  private VarianceExploding exploding() {
    return new VarianceExploding(sde.sigmaMin(), sde.sigmaMax());
  }

  private LinearRate rate() {
    return new LinearRate(sde.betaMin(), sde.betaMax());
  }

  boolean isContinuous() {
    return sde.continuous();
  }

  private boolean isExploding() {
    return sde.process() == ProcessName.VE;
  }

  /** N. */
  int levels() {
    return sde.numScales();
  }

  /** The noisiest level's index. */
  int noisiest() {
    return isExploding() ? 0 : levels() - 1;
  }

  /** What the network is trained on: the process, or its levels by their indices. */
  NoiseProcess trained() {
    if (sde.continuous()) {
      return process();
    }
    return isExploding()
        ? NoiseLevels.geometric(sde.sigmaMax(), sde.sigmaMin(), levels()).rounded()
        : new DiscreteLevels(rate(), levels());
  }

  /** The levels that official checkpoints hold, whatever the process. */
  NoiseLevels recorded() {
    return NoiseLevels.geometric(sde.sigmaMax(), sde.sigmaMin(), levels());
  }

  /** What the network is told of a time, or of a level's index. */
  DoubleUnaryOperator told() {
    if (!sde.continuous()) {
      return DoubleUnaryOperator.identity();
    }
    return isExploding() ? exploding()::deviation : time -> TOLD * time;
  }

  /** The noise of a network's answers at continuous times, even if it is trained on levels. */
  NoiseProcess atTimes() {
    return sde.continuous() || isExploding()
        ? process()
        : new DiscreteLevels(rate(), levels()).atTimes();
  }

  /** What the network is told of a continuous time, even if it is trained on levels. */
  DoubleUnaryOperator toldAtTimes() {
    int last = levels() - 1;
    if (sde.continuous()) {
      return told();
    }
    return isExploding() ? time -> Math.rint((1 - time) * last) : time -> time * last;
  }

  /**
   * The score of a network at continuous times, as if it had been trained on them.
   *
   * @throws UserError if that means nothing for it
   */
  ScoreModel continuousModel(ScoreNetwork network) {
    if (!sde.continuous() && isExploding()) {
      throw new UserError(
          "sde.continuous: a network of VE's levels knows no times between them, which the"
              + " probability flow goes through; choose another sampler.method (--sampler)");
    }
    return new ScoreModel(
        network, process(), isExploding() ? exploding()::deviation : time -> TOLD * time, output());
  }

  /** How the network's output becomes a score. */
  OutputRule output() {
    return isExploding() ? OutputRule.SCORE : OutputRule.NOISE;
  }

  /** What a network is trained by. */
  ScoreMatchingLoss loss(ScoreNetwork network) {
    return network.conditioning().knowsNoise() ? loss() : loss().untold();
  }

  private TimeDenoising loss() {
    Pixels pixels = sde.reduceMean() ? Pixels.MEAN : Pixels.HALF_SUM;
    Times.Continuous all = new Times.Continuous(sde.stratified());
    return sde.likelihoodWeighting()
        ? TimeDenoising.ofLikelihood(process(), all, told(), output(), pixels)
        : new TimeDenoising(
            trained(), sde.continuous() ? all : Times.levels(levels()), told(), output(), pixels);
  }
}

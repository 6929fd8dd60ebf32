package org.ncsn.sampler;

import org.ncsn.noise.DiffusionProcess;
import org.ncsn.noise.Discretization;

/** How a sampler of score SDEs goes from one time to the next. */
public enum Predictor {
  /** A step of Euler and Maruyama of the reverse SDE, {@code 1/N} long. */
  EULER_MARUYAMA(true) {
    @Override
    Mix mix(DiffusionProcess process, Discretization times, double time) {
      int steps = times.steps();
      double diffusion = process.diffusion(time);
      return new Mix(
          1 - process.drift(time) / steps,
          diffusion * diffusion / steps,
          diffusion / Math.sqrt(steps));
    }
  },
  /** The same step of the probability flow, without noise. */
  EULER_FLOW(false) {
    @Override
    Mix mix(DiffusionProcess process, Discretization times, double time) {
      return EULER_MARUYAMA.mix(process, times, time).halfTheScore();
    }
  },
  /** The forward step of the process turned round. */
  REVERSE_DIFFUSION(true) {
    @Override
    Mix mix(DiffusionProcess process, Discretization times, double time) {
      double diffusion = times.diffusion(time);
      return new Mix(1 - times.drift(time), diffusion * diffusion, diffusion);
    }
  },
  /** The same step of the probability flow, without noise. */
  FLOW(false) {
    @Override
    Mix mix(DiffusionProcess process, Discretization times, double time) {
      return REVERSE_DIFFUSION.mix(process, times, time).halfTheScore();
    }
  },
  /** Ancestral sampling, as DDPM's; of processes that are a chain of steps. */
  ANCESTRAL(true) {
    @Override
    Mix mix(DiffusionProcess process, Discretization times, double time) {
      double kept = 1 + times.drift(time);
      double diffusion = times.diffusion(time);
      return new Mix(1 / kept, diffusion * diffusion / kept, times.ancestralDeviation(time));
    }

    @Override
    void requireFit(Discretization times) {
      if (!times.isChain()) {
        throw new IllegalArgumentException(
            "ancestral sampling: goes back through a chain of steps, which this process has not;"
                + " take Euler-Maruyama or reverse diffusion");
      }
    }
  };

  private final boolean random;

  Predictor(boolean random) {
    this.random = random;
  }

  /** Whether its steps add noise. */
  public boolean isRandom() {
    return random;
  }

  /** What becomes of samples at a time. */
  abstract Mix mix(DiffusionProcess process, Discretization times, double time);

  /**
   * Complains about steps that it cannot go through.
   *
   * @throws IllegalArgumentException if it cannot
   */
  void requireFit(Discretization times) {}
}

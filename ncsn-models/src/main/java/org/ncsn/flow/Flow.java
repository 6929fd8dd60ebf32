package org.ncsn.flow;

import org.ncsn.noise.DiffusionProcess;
import org.ncsn.ode.DormandPrince;

/**
 * The probability flow of a noise process, {@code dx/dt = f(t) x - g(t)^2 s(x,t) / 2} with the
 * score s of the noisy data (Song et al., "Score-Based Generative Modeling through Stochastic
 * Differential Equations", section 4.3). At every time it has the marginals of the process; unlike
 * it, it can be followed both ways. Whatever a network was trained on, it is asked at any time.
 *
 * @param process f and g
 * @param dataTime where the data are: a little above 0, for the score of clean data is that of
 *     points
 * @param solver how it is followed
 */
public record Flow(DiffusionProcess process, double dataTime, DormandPrince solver) {
  /** Where the published likelihoods begin, for every process. */
  public static final double FIRST_TIME = 1e-5;

  /**
   * @throws IllegalArgumentException unless the data's time is in [0, 1)
   */
  public Flow {
    if (!(dataTime >= 0 && dataTime < 1)) {
      throw new IllegalArgumentException(
          "probability flow: the data's time is in [0, 1), found " + dataTime);
    }
  }

  /** Where samples are drawn: down to the process's own last time. */
  public static Flow ofSamples(DiffusionProcess process, DormandPrince solver) {
    return new Flow(process, process.lastTime(), solver);
  }

  /** Where data are encoded. */
  public static Flow ofData(DiffusionProcess process, DormandPrince solver) {
    return new Flow(process, FIRST_TIME, solver);
  }
}

package org.ncsn.cli.runner;

import org.ncsn.cli.config.SamplingConfig;
import org.ncsn.sampler.LangevinSchedule;

/** How networks that know no noise levels are sampled: as published for the baseline. */
final class PlainLangevin {
  private static final int STEPS = 1000;
  private static final int SAMPLES = 100;

  private PlainLangevin() {}

  static LangevinSchedule schedule(SamplingConfig config) {
    return LangevinSchedule.plain(config.nStepsEach().orElse(STEPS), config.stepLr().number());
  }

  static int samples(SamplingConfig config) {
    return config.nSamples().orElse(SAMPLES);
  }
}

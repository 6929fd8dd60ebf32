package org.ncsn.noise;

/** Noise that takes the place of the data, at a rate: what VP and sub-VP have in common. */
interface ReplacingNoise extends DiffusionProcess {
  /** Where the published sampling ends. */
  double LAST_TIME = 1e-3;

  /** beta(t). */
  LinearRate rate();

  @Override
  default double mean(double time) {
    return Math.exp(-rate().integral(time) / 2);
  }

  @Override
  default double priorDeviation() {
    return 1;
  }

  @Override
  default double drift(double time) {
    return -rate().at(time) / 2;
  }

  @Override
  default double lastTime() {
    return LAST_TIME;
  }
}

package org.ncsn.sampler;

/** What the samplers of few evaluations have in common: they go from time to time to clean data. */
interface FastMethod extends LinearMethod {
  /** Where the score is evaluated. */
  SamplingTimes times();

  @Override
  default int steps() {
    return times().count();
  }

  @Override
  default int phase(int step) {
    return step;
  }

  @Override
  default int phases() {
    return times().count();
  }

  @Override
  default double mean(int phase) {
    return times().mean(phase);
  }

  @Override
  default double deviation(int phase) {
    return times().deviation(phase);
  }

  @Override
  default boolean denoised() {
    return true;
  }
}

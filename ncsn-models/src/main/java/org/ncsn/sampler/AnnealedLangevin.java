package org.ncsn.sampler;

import org.ncsn.noise.NoiseLevels;

/**
 * Langevin dynamics, annealed or not: algorithm 1 of the NCSN paper. Each step is {@code x + a s(x)
 * + sqrt(2 a) z}; the samples are never clamped.
 *
 * @param schedule how many steps of which size
 * @param denoised whether one more step without noise, {@code x + sigma_L^2 s(x, L)}, takes away
 *     what the last level's noise leaves, as in NCSNv2
 */
public record AnnealedLangevin(LangevinSchedule schedule, boolean denoised)
    implements LinearMethod {
  /** As noisy in the end as the last level. */
  public AnnealedLangevin(LangevinSchedule schedule) {
    this(schedule, false);
  }

  /**
   * Through noise levels.
   *
   * @param stepsPerLevel T in the paper, 100
   * @param stepRate step size at the last level; epsilon in the paper, 2e-5
   */
  public static AnnealedLangevin of(NoiseLevels levels, int stepsPerLevel, double stepRate) {
    return new AnnealedLangevin(new LangevinSchedule(levels, stepsPerLevel, stepRate));
  }

  @Override
  public int steps() {
    return schedule.steps() + (denoised ? 1 : 0);
  }

  @Override
  public int phase(int step) {
    return schedule.level(Math.min(step, schedule.steps() - 1));
  }

  @Override
  public int phases() {
    return schedule.levels().count();
  }

  /** Data keep their size. */
  @Override
  public double mean(int phase) {
    return 1;
  }

  @Override
  public double deviation(int phase) {
    return schedule.levels().sigma(phase);
  }

  @Override
  public Update update(int step) {
    int level = phase(step);
    if (step == schedule.steps()) {
      double last = schedule.levels().last();
      return new Update(level, new Mix(1, last * last, 0));
    }
    double size = schedule.stepSize(level);
    return new Update(level, new Mix(1, size, Math.sqrt(2 * size)));
  }
}

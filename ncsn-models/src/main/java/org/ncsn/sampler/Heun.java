package org.ncsn.sampler;

/**
 * Heun's method for the probability flow (Karras et al., "Elucidating the Design Space of
 * Diffusion-Based Generative Models", algorithm 1, without churn), in the noise-to-signal ratio:
 * two evaluations from time to time, and one for the last step, to clean data.
 *
 * @param times from which to which it goes
 */
public record Heun(SamplingTimes times) implements FastMethod {
  @Override
  public int steps() {
    return 2 * times.count() - 1;
  }

  /** A step's second evaluation is at the next time. */
  @Override
  public int phase(int step) {
    return (step + 1) / 2;
  }

  @Override
  public LinearStep.Terms terms() {
    return LinearStep.Terms.WITH_MEMORY;
  }

  @Override
  public Update update(int step) {
    int from = step / 2;
    double mean = times.mean(from + 1);
    double way = mean * (times.ratio(from + 1) - times.ratio(from));
    int here = phase(step);
    double slope = -way * times.deviation(here);
    if (step % 2 == 1) {
      Mix corrected = new Mix(0, slope / 2, 0, 1);
      return new Update(times.time(here), corrected, corrected);
    }
    double growth = mean / times.mean(from);
    return new Update(times.time(here), new Mix(growth, slope, 0), new Mix(growth, slope / 2, 0));
  }
}

package org.ncsn.sampler;

/**
 * Denoising diffusion implicit models (Song, Meng, Ermon 2021): from the score follow data and
 * noise, which are mixed again as the next time has them. The published equation (12) is that of
 * VP; here it stands for any process.
 *
 * @param times where the score is evaluated
 * @param eta how much of the noise is drawn anew, from 0 (none: an ODE's steps) to 1 (as ancestral
 *     sampling)
 */
public record Ddim(SamplingTimes times, double eta) implements FastMethod {
  /**
   * @throws IllegalArgumentException unless eta is in [0, 1]
   */
  public Ddim {
    if (!(eta >= 0 && eta <= 1)) {
      throw new IllegalArgumentException("ddim: eta is in [0, 1], found " + eta);
    }
  }

  @Override
  public LinearStep.Terms terms() {
    return eta == 0 ? LinearStep.Terms.PLAIN : LinearStep.Terms.WITH_NOISE;
  }

  @Override
  public Update update(int step) {
    double deviation = times.deviation(step);
    double growth = times.mean(step + 1) / times.mean(step);
    double next = times.deviation(step + 1);
    // The variance that the process adds from the next time to this one.
    double added = deviation * deviation - next * next / (growth * growth);
    double drawn = eta * next * Math.sqrt(added) / deviation;
    double kept = Math.sqrt(next * next - drawn * drawn);
    return new Update(
        times.time(step),
        new Mix(growth, growth * deviation * deviation - deviation * kept, drawn));
  }
}

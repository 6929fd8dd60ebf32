package org.ncsn.sampler;

/**
 * DPM-Solver++(2M) (Lu et al. 2022, algorithm 2): a multistep method of second order for the
 * probability flow, in the logarithm of the signal-to-noise ratio; it follows what the score says
 * that the data are. The step to clean data is of first order.
 *
 * @param times where the score is evaluated
 */
public record DpmSolver(SamplingTimes times) implements FastMethod {
  @Override
  public LinearStep.Terms terms() {
    return LinearStep.Terms.WITH_MEMORY;
  }

  @Override
  public Update update(int step) {
    double deviation = times.deviation(step);
    double perData = 1 / times.mean(step);
    Mix data = new Mix(perData, deviation * deviation * perData, 0);
    double kept = times.deviation(step + 1) / deviation;
    double moved = times.mean(step + 1) - kept * times.mean(step);
    double weight = extrapolation(step);
    double share = moved * (1 + weight);
    return new Update(
        times.time(step),
        new Mix(kept + share * data.samples(), share * data.score(), 0, -moved * weight),
        data);
  }

  /** How far beyond this time's data the line through the last time's is followed. */
  private double extrapolation(int step) {
    if (step == 0 || step == times.count() - 1) {
      return 0;
    }
    double before = Math.log(times.ratio(step - 1) / times.ratio(step));
    double now = Math.log(times.ratio(step) / times.ratio(step + 1));
    return now / before / 2;
  }
}

package org.ncsn.noise;

/** Steps whose numbers stand in tables. */
final class LevelTable extends Discretization {
  private final double[] drifts;
  private final double[] diffusions;

  LevelTable(double lastTime, double[] drifts, double[] diffusions) {
    super(drifts.length, lastTime);
    this.drifts = drifts.clone();
    this.diffusions = diffusions.clone();
  }

  @Override
  public double drift(double time) {
    return drifts[index(time)];
  }

  @Override
  public double diffusion(double time) {
    return diffusions[index(time)];
  }
}

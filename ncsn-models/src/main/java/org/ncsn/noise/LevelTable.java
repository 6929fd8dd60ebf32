package org.ncsn.noise;

/** Steps whose numbers stand in tables. */
final class LevelTable extends Discretization {
  private final double[] drifts;
  private final double[] diffusions;
  private final double[] ancestral;

  LevelTable(double lastTime, double[] drifts, double[] diffusions, double[] ancestral) {
    super(drifts.length, lastTime);
    this.drifts = drifts.clone();
    this.diffusions = diffusions.clone();
    this.ancestral = ancestral.clone();
  }

  @Override
  public double drift(double time) {
    return drifts[index(time)];
  }

  @Override
  public double diffusion(double time) {
    return diffusions[index(time)];
  }

  @Override
  public boolean isChain() {
    return true;
  }

  @Override
  public double ancestralDeviation(double time) {
    return ancestral[index(time)];
  }
}

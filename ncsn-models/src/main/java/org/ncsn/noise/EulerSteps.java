package org.ncsn.noise;

/** Steps of Euler and Maruyama: {@code f_i = f(t) / N}, {@code G_i = g(t) / sqrt(N)}. */
final class EulerSteps extends Discretization {
  private final DiffusionProcess process;

  EulerSteps(DiffusionProcess process, int steps, double lastTime) {
    super(steps, lastTime);
    this.process = process;
  }

  @Override
  public double drift(double time) {
    return process.drift(time) / steps();
  }

  @Override
  public double diffusion(double time) {
    return process.diffusion(time) / Math.sqrt(steps());
  }

  @Override
  public boolean isChain() {
    return false;
  }

  @Override
  public double ancestralDeviation(double time) {
    throw new IllegalStateException("ancestral sampling: these steps are no chain");
  }
}

package org.ncsn.nn;

import org.ncsn.array.Shape;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.tensor.Tensor;

/**
 * Batch normalization: {@code weight h + bias} with h the input normalized {@linkplain
 * RunningStatistics over the whole batch in training, and with running statistics in evaluation}.
 */
public final class BatchNorm implements Layer {
  private final RunningStatistics statistics;
  private final Parameter weight;
  private final Parameter bias;
  private final double epsilon;

  private BatchNorm(Parameters parameters, int channels, double epsilon) {
    this.epsilon = epsilon;
    weight = parameters.declare("weight", Shape.of(channels), Layout.SAME, Initializer.constant(1));
    bias = parameters.declare("bias", Shape.of(channels), Layout.SAME, Initializer.constant(0));
    statistics = new RunningStatistics(parameters, channels);
  }

  /** As a {@link Normalization}. */
  public static Normalization normalization() {
    return withEpsilon(Centred.EPSILON);
  }

  /**
   * The same with another epsilon.
   *
   * @param epsilon is added to the variance before its root divides
   */
  public static Normalization withEpsilon(double epsilon) {
    return Normalization.of((parameters, channels) -> new BatchNorm(parameters, channels, epsilon));
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    return statistics.centred(pass, x).with(epsilon).normalized(pass.of(weight), pass.of(bias));
  }
}

package org.ncsn.nn;

import org.ncsn.array.Shape;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.tensor.Tensor;

/**
 * Group normalization of images {@code [N,H,W,C]}: over the pixels of an image and a group of
 * neighbouring channels, then a factor and a shift for each channel.
 */
public final class GroupNorm implements Layer {
  private final Parameter weight;
  private final Parameter bias;
  private final int groups;
  private final int groupSize;
  private final double epsilon;

  /**
   * @param groups number of groups; divides the number of channels
   */
  public GroupNorm(Parameters parameters, int groups, int channels) {
    this(parameters, groups, channels, Centred.EPSILON);
  }

  /**
   * @param groups number of groups; divides the number of channels
   * @param epsilon is added to variances
   */
  public GroupNorm(Parameters parameters, int groups, int channels, double epsilon) {
    if (groups < 1 || channels % groups != 0) {
      throw new IllegalArgumentException(
          "group norm: " + channels + " channels do not make " + groups + " equal groups");
    }
    this.groups = groups;
    this.epsilon = epsilon;
    this.groupSize = channels / groups;
    Shape perChannel = Shape.of(channels);
    weight = parameters.declare("weight", perChannel, Layout.SAME, Initializer.constant(1));
    bias = parameters.declare("bias", perChannel, Layout.SAME, Initializer.constant(0));
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    Shape images = x.shape();
    int pixels = images.extent(1) * images.extent(2);
    Tensor grouped = x.reshape(images.extent(0), pixels, groups, groupSize);
    Tensor factor = pass.of(weight).reshape(groups, groupSize);
    Tensor shift = pass.of(bias).reshape(groups, groupSize);
    Tensor normalized = Centred.of(grouped, 1, 3).with(epsilon).normalized(factor, shift);
    return normalized.reshape(images.extents());
  }
}

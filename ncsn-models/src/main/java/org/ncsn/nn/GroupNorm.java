package org.ncsn.nn;

import org.ncsn.array.Shape;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.primitive.Reductions;
import org.ncsn.primitive.Shaping;
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

  private GroupNorm(Parameter weight, Parameter bias, int groups) {
    this.weight = weight;
    this.bias = bias;
    this.groups = groups;
    this.groupSize = weight.shape().extent(0) / groups;
    this.epsilon = Centred.EPSILON;
  }

  /**
   * With parameters that are called as Flax calls them, {@code bias} and {@code scale}, in its
   * order.
   *
   * @param path of the norm among the network's parts
   * @param groups number of groups; divides the number of channels
   */
  public static GroupNorm flax(Parameters parameters, String path, int groups, int channels) {
    Shape perChannel = Shape.of(channels);
    Parameter bias =
        parameters.declare(path + "/bias", perChannel, Layout.SAME, Initializer.constant(0));
    Parameter scale =
        parameters.declare(path + "/scale", perChannel, Layout.SAME, Initializer.constant(1));
    return new GroupNorm(scale, bias, groups);
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    // Statistics come from those of channels: what is as large as the images is only ever reduced
    // over pixels and broadcast along them, which engines do fast.
    Tensor mean = ofGroups(Reductions.mean(x, true, 1, 2));
    Tensor differences = x.subtract(mean);
    double perPixel = (double) mean.shape().size() / x.shape().size();
    Tensor squares = Reductions.sumOfSquares(differences, true, 1, 2).multiply(perPixel);
    return new Centred(differences, mean, ofGroups(squares), epsilon)
        .normalized(pass.of(weight), pass.of(bias));
  }

  /** Means over the channels of each group, for every channel {@code [N,1,1,C]}. */
  private Tensor ofGroups(Tensor channels) {
    int images = channels.shape().extent(0);
    Shape grouped = Shape.of(images, groups, groupSize);
    Tensor means = Reductions.mean(channels.reshape(images, groups, groupSize), true, 2);
    return Shaping.broadcastTo(means, grouped).reshape(channels.shape().extents());
  }
}

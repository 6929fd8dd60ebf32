package org.ncsn.resnet;

import java.util.Collections;
import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.tensor.Tensor;

/**
 * What is taken from each channel of images, and what divides it then.
 *
 * @param means one for each channel
 * @param deviations as many, positive
 */
public record ChannelNorm(List<Double> means, List<Double> deviations) {
  /** Mean and standard deviation of the images of CIFAR-10, whose values are in [0, 1]. */
  public static final ChannelNorm CIFAR10 =
      new ChannelNorm(
          List.of(0.49139968, 0.48215841, 0.44653091), List.of(0.24703223, 0.24348513, 0.26158784));

  /**
   * @throws IllegalArgumentException if there is no channel, or the numbers differ
   */
  public ChannelNorm {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if (means.isEmpty() || means.size() != deviations.size()) {
      throw new IllegalArgumentException(
          "channel norm: a mean and a deviation for each channel, found "
              + means.size()
              + " and "
              + deviations.size());
    }
  }

  /** Of so many channels that stay as they are. */
  public static ChannelNorm none(int channels) {
    return new ChannelNorm(Collections.nCopies(channels, 0.0), Collections.nCopies(channels, 1.0));
  }

  /** How many channels there are. */
  public int channels() {
    return means.size();
  }

  /** The channels of images {@code [N,H,W,C]}, less their means, over their deviations. */
  Tensor of(Tensor images) {
    return images.subtract(constant(images, means)).divide(constant(images, deviations));
  }

  private static Tensor constant(Tensor images, List<Double> values) {
    double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
    return images.constant(HostArray.of(Shape.of(numbers.length), numbers).to(images.dtype()));
  }
}

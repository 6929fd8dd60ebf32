package org.ncsn.unet;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.ncsn.array.Shape;

/**
 * How large a U-Net is.
 *
 * @param image shape of an image, {@code [H,W,channels]}
 * @param features channels of the first features
 * @param multipliers of these at every size, from the image's down, each half the one before
 * @param blocks residual blocks at every size on the way down; on the way up there is one more
 * @param attention widths in pixels at which there is attention behind every block
 */
public record UNetSizes(
    Shape image, int features, List<Integer> multipliers, int blocks, Set<Integer> attention) {
  /**
   * @throws IllegalArgumentException if the image cannot be halved so often, or attention is asked
   *     for where no features are so wide
   */
  public UNetSizes {
    multipliers = List.copyOf(multipliers);
    attention = Set.copyOf(attention);
    if (image.rank() != 3) {
      throw new IllegalArgumentException("u-net: takes images [H,W,C], found " + image);
    }
    if (features < 1 || blocks < 1 || multipliers.isEmpty()) {
      throw new IllegalArgumentException(
          "u-net: has at least one feature, one block and one size, found "
              + features
              + ", "
              + blocks
              + " and "
              + multipliers.size());
    }
    int divisor = 1 << (multipliers.size() - 1);
    if (image.extent(0) % divisor != 0 || image.extent(1) % divisor != 0) {
      throw new IllegalArgumentException(
          "u-net: "
              + multipliers.size()
              + " sizes halve the image "
              + (multipliers.size() - 1)
              + " times, so its sides must be divisible by "
              + divisor
              + ", found "
              + image.extent(0)
              + "x"
              + image.extent(1));
    }
    for (int wanted : attention) {
      if (widths(image, multipliers.size()).stream().noneMatch(width -> width == wanted)) {
        throw new IllegalArgumentException(
            "u-net: attention at "
                + wanted
                + " pixels, but features are "
                + widths(image, multipliers.size())
                + " wide");
      }
    }
  }

  private static List<Integer> widths(Shape image, int count) {
    return IntStream.range(0, count).mapToObj(level -> image.extent(1) >> level).toList();
  }

  /** How many sizes there are. */
  int levels() {
    return multipliers.size();
  }

  boolean isLast(int level) {
    return level == levels() - 1;
  }

  /** Channels at a size. */
  int channels(int level) {
    return features * multipliers.get(level);
  }

  /** Shape of so many channels at a size, {@code [H,W,channels]}. */
  Shape at(int level, int channels) {
    return Shape.of(image.extent(0) >> level, image.extent(1) >> level, channels);
  }

  boolean hasAttention(int level) {
    return attention.contains(image.extent(1) >> level);
  }

  /** How many numbers the time embedding's layers make. */
  int embedding() {
    return 4 * features;
  }
}

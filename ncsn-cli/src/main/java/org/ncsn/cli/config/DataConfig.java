package org.ncsn.cli.config;

/**
 * The section {@code data}.
 *
 * @param dataset what to train on
 * @param imageSize side of the square images, in pixels; even, because the network halves it
 * @param channels 1 for grey, 3 for colour
 * @param logitTransform whether pixels are mapped from [0,1] to the real line by a logit
 * @param randomFlip whether every second image is mirrored left to right
 */
public record DataConfig(
    DatasetName dataset,
    @Setting(least = 4, most = 4096, even = true) int imageSize,
    @Setting(oneOf = {1, 3}) int channels,
    @Setting(orElse = "false") boolean logitTransform,
    @Setting(orElse = "false") boolean randomFlip) {

  /** Data sets, under the names that the official configs use. */
  public enum DatasetName {
    /** 60,000 handwritten digits. */
    MNIST,
    /** The 10,000 test digits of MNIST that come with the program. */
    DIGITS,
    /** 50,000 small photographs. */
    CIFAR10,
    /** Street view house numbers. */
    SVHN,
    /** Faces. */
    CELEBA
  }
}

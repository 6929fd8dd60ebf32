package org.ncsn.cli.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.ncsn.data.image.Lsun;

/**
 * The section {@code data}.
 *
 * @param dataset what to train on
 * @param imageSize side of the square images, in pixels; even, because the network halves it;
 *     required where there are images
 * @param channels 1 for grey, 3 for colour; required where there are images
 * @param logitTransform whether pixels are mapped from [0,1] to the real line by a logit
 * @param randomFlip whether every second image is mirrored left to right
 * @param randomShift how many pixels each image is moved in training at most, up or down and to the
 *     left or right; what comes in is black
 * @param path where the pictures are: required for FOLDER; for CELEBA, LSUN and FFHQ in place of
 *     the folder below {@code <run>/datasets}
 * @param maxCorrupt how many pictures of FOLDER, CELEBA, LSUN or FFHQ may be unreadable
 * @param category which of LSUN's pictures; required for it
 * @param rescaled whether pixels are mapped from [0,1] to [-1,1]; NCSNRunner
 * @param uniformDequantization whether pixels get uniform noise in training; NCSNRunner, the others
 *     always give it
 * @param gaussianDequantization whether pixels get normal noise of deviation 0.01; NCSNRunner
 */
@AlsoAccepts("num_workers")
public record DataConfig(
    DatasetName dataset,
    @Setting(least = 4, most = 4096, even = true, orElse = "28") int imageSize,
    @Setting(
            oneOf = {1, 3},
            orElse = "1")
        int channels,
    @Setting(orElse = "false") boolean logitTransform,
    @Setting(orElse = "false") boolean randomFlip,
    @Setting(least = 0, most = 4096, orElse = "0") int randomShift,
    Optional<String> path,
    @Setting(least = 0, orElse = "10") int maxCorrupt,
    Optional<Lsun.Category> category,
    @Setting(orElse = "false", official = true) boolean rescaled,
    @Setting(orElse = "false", official = true) boolean uniformDequantization,
    @Setting(orElse = "false", official = true) boolean gaussianDequantization) {

  /** Keys that have a meaning for images only. */
  static final List<String> OF_IMAGES =
      List.of(
          "image_size",
          "channels",
          "logit_transform",
          "random_flip",
          "random_shift",
          "path",
          "max_corrupt",
          "category");

  /** Those of them that images need. */
  static final List<String> SIZE = OF_IMAGES.subList(0, 2);

  /** Data sets, under the names that the official configs use. */
  public enum DatasetName implements Part {
    /** 60,000 handwritten digits. */
    MNIST,
    /** 60,000 pictures of clothes. */
    FASHION_MNIST,
    /** The 10,000 test digits of MNIST that come with the program. */
    DIGITS,
    /** 50,000 small photographs. */
    CIFAR10,
    /** Street view house numbers. */
    SVHN,
    /** Faces. */
    CELEBA,
    /** Places, of one category. */
    LSUN,
    /** Faces, in detail. */
    FFHQ,
    /** Pictures of one's own, in a folder or a ZIP archive. */
    FOLDER,
    /** Points of the plane: two round normal distributions. */
    MIXTURE,
    /** Points of the plane: a ring. */
    RING,
    /** Points of the plane: a square. */
    SQUARE;

    private static final Set<DatasetName> PLANE = EnumSet.of(MIXTURE, RING, SQUARE);
    private static final Set<DatasetName> LABELLED =
        EnumSet.of(MNIST, FASHION_MNIST, DIGITS, CIFAR10, SVHN);
    private static final int LABELLED_CLASSES = 10;
    private static final Set<DatasetName> PICTURES = EnumSet.of(CELEBA, LSUN, FFHQ, FOLDER);

    @Override
    public String chosenBy() {
      return "data.dataset: " + this;
    }

    @Override
    public Set<String> keys() {
      if (this == LSUN) {
        return Set.of("data.path", "data.max_corrupt", "data.category");
      }
      return PICTURES.contains(this) ? Set.of("data.path", "data.max_corrupt") : Set.of();
    }

    /** How many classes its images are of, if it says of which each is. */
    public OptionalInt classes() {
      return LABELLED.contains(this) ? OptionalInt.of(LABELLED_CLASSES) : OptionalInt.empty();
    }

    /** Names of those that say of which class each image is. */
    public static String withClasses() {
      return LABELLED.stream().map(DatasetName::toString).collect(Collectors.joining(", "));
    }

    /** Whether its samples are points of the plane, for which no other key has a meaning. */
    public boolean isOfThePlane() {
      return PLANE.contains(this);
    }
  }
}

package org.ncsn.cli.experiment;

import java.nio.file.Path;
import org.ncsn.array.Shape;
import org.ncsn.cli.config.DataConfig;
import org.ncsn.cli.config.DataConfig.DatasetName;
import org.ncsn.cli.output.Console;
import org.ncsn.data.ByteImages;
import org.ncsn.data.Cifar10;
import org.ncsn.data.Dataset;
import org.ncsn.data.Download;
import org.ncsn.data.FashionMnist;
import org.ncsn.data.Mnist;
import org.ncsn.data.MnistSample;
import org.ncsn.data.PixelRange;
import org.ncsn.data.Selection;
import org.ncsn.data.Svhn;
import org.ncsn.data.image.Resized;
import org.ncsn.error.UserError;

/**
 * The images of an experiment.
 *
 * @param training to train on
 * @param test to watch the loss on
 * @param files closes what the images are read from
 */
public record DataSets(Dataset training, Dataset test, Runnable files) implements AutoCloseable {
  /** Of the bundled digits, so many are kept for the test loss. */
  private static final int HELD_OUT = 500;

  /** Images in memory. */
  public DataSets(Dataset training, Dataset test) {
    this(training, test, () -> {});
  }

  /**
   * The data set that a configuration names.
   *
   * @param folder where data sets are kept, {@code <run>/datasets}
   * @throws UserError if it is missing, damaged, or not of the configured size
   */
  public static DataSets open(DataConfig config, Path folder, Console console) {
    DataSets sets =
        switch (config.dataset()) {
          case MNIST -> mnist(folder.resolve("mnist"), console);
          case FASHION_MNIST -> fashionMnist(folder.resolve("fashion_mnist"), console);
          case CIFAR10 -> cifar10(folder.resolve("cifar10"), console);
          case DIGITS -> digits(config);
          case FOLDER -> OwnPictures.folder(config);
          case CELEBA -> OwnPictures.celebA(config, folder.resolve("celeba"));
          case LSUN -> OwnPictures.lsun(config, folder.resolve("lsun"));
          case FFHQ -> OwnPictures.ffhq(config, folder.resolve("FFHQ"));
          case SVHN -> svhn(folder.resolve("svhn"), console);
          case MIXTURE, RING, SQUARE ->
              throw new IllegalArgumentException(config.dataset() + " has no images");
        };
    return new DataSets(framed(config, sets.training), framed(config, sets.test), sets.files);
  }

  /**
   * The same images with their classes.
   *
   * @throws UserError if these or those are missing or damaged, or the data set has no classes
   */
  public static DataSets labelled(DataConfig config, Path folder, Console console) {
    Labels labels = Labels.of(config.dataset(), folder, console);
    DataSets sets = open(config, folder, console);
    return labels.with(sets);
  }

  /** The complaint about a data set that says no classes. */
  public static UserError withoutClasses(DatasetName dataset) {
    return new UserError(
        "data.dataset: "
            + dataset
            + " does not say what its images show; choose one of "
            + DatasetName.withClasses());
  }

  /**
   * The space that a network works in, as a configuration says.
   *
   * @throws UserError if it says two
   */
  public static PixelRange range(DataConfig config) {
    if (config.rescaled() && config.logitTransform()) {
      throw new UserError(
          "data.rescaled: images are mapped either to [-1, 1] or, by data.logit_transform, to the"
              + " whole line; set one of the two to false");
    }
    return config.rescaled()
        ? PixelRange.RESCALED
        : config.logitTransform() ? PixelRange.LOGIT : PixelRange.UNIT;
  }

  /** Images of another size than the configured one are resized, as in the official program. */
  private static Dataset framed(DataConfig config, Dataset images) {
    Shape wanted = Shape.of(config.imageSize(), config.imageSize(), config.channels());
    return images instanceof ByteImages bytes && !images.sampleShape().equals(wanted)
        ? Resized.of(bytes, config.imageSize(), config.channels())
        : images;
  }

  /**
   * Makes sure that a batch can be drawn.
   *
   * @throws UserError if there are fewer images
   */
  public void requireBatch(int size) {
    if (size > training.size()) {
      throw new UserError(
          "training.batch_size: "
              + size
              + " is more than the data set has ("
              + training.size()
              + " images); choose a smaller one");
    }
  }

  /** Images cannot be read after this. */
  @Override
  public void close() {
    files.run();
  }

  private static DataSets mnist(Path folder, Console console) {
    try (Downloads downloads = new Downloads(console)) {
      Mnist mnist = new Mnist(folder, new Download(Mnist.SOURCE, downloads));
      return new DataSets(mnist.images(Mnist.Split.TRAIN), mnist.images(Mnist.Split.TEST));
    }
  }

  private static DataSets fashionMnist(Path folder, Console console) {
    try (Downloads downloads = new Downloads(console)) {
      FashionMnist clothes = new FashionMnist(folder, new Download(FashionMnist.SOURCE, downloads));
      return new DataSets(
          clothes.images(FashionMnist.Split.TRAIN), clothes.images(FashionMnist.Split.TEST));
    }
  }

  private static DataSets cifar10(Path folder, Console console) {
    try (Downloads downloads = new Downloads(console)) {
      Cifar10 cifar = new Cifar10(folder, new Download(Cifar10.SOURCE, downloads));
      return new DataSets(cifar.images(Cifar10.Split.TRAIN), cifar.images(Cifar10.Split.TEST));
    }
  }

  private static DataSets svhn(Path folder, Console console) {
    try (Downloads downloads = new Downloads(console)) {
      Svhn numbers = new Svhn(folder, new Download(Svhn.SOURCE, downloads));
      return new DataSets(numbers.images(Svhn.Split.TRAIN), numbers.images(Svhn.Split.TEST));
    }
  }

  private static DataSets digits(DataConfig config) {
    Dataset all = framed(config, MnistSample.images());
    int kept = kept(all.size());
    return new DataSets(Selection.range(all, 0, kept), Selection.range(all, kept, all.size()));
  }

  /** How many of the bundled digits are trained on: the first ones. */
  static int kept(int digits) {
    return digits - HELD_OUT;
  }
}

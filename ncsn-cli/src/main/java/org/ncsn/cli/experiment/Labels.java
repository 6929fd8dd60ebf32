package org.ncsn.cli.experiment;

import java.nio.file.Path;
import org.ncsn.cli.config.DataConfig.DatasetName;
import org.ncsn.cli.output.Console;
import org.ncsn.data.Cifar10;
import org.ncsn.data.Classes;
import org.ncsn.data.Download;
import org.ncsn.data.FashionMnist;
import org.ncsn.data.Mnist;
import org.ncsn.data.MnistSample;
import org.ncsn.data.Svhn;

/**
 * The classes of an experiment's images.
 *
 * @param training of those to train on
 * @param test of those to watch the loss on
 */
record Labels(Classes training, Classes test) {
  /**
   * Those of a data set.
   *
   * @param folder where data sets are kept
   * @throws org.ncsn.error.UserError if they are missing or damaged, or there are none
   */
  static Labels of(DatasetName dataset, Path folder, Console console) {
    try (Downloads downloads = new Downloads(console)) {
      return switch (dataset) {
        case MNIST -> {
          Mnist mnist = new Mnist(folder.resolve("mnist"), new Download(Mnist.SOURCE, downloads));
          yield new Labels(mnist.classes(Mnist.Split.TRAIN), mnist.classes(Mnist.Split.TEST));
        }
        case FASHION_MNIST -> {
          FashionMnist clothes =
              new FashionMnist(
                  folder.resolve("fashion_mnist"), new Download(FashionMnist.SOURCE, downloads));
          yield new Labels(
              clothes.classes(FashionMnist.Split.TRAIN), clothes.classes(FashionMnist.Split.TEST));
        }
        case CIFAR10 -> {
          Cifar10 cifar =
              new Cifar10(folder.resolve("cifar10"), new Download(Cifar10.SOURCE, downloads));
          yield new Labels(cifar.classes(Cifar10.Split.TRAIN), cifar.classes(Cifar10.Split.TEST));
        }
        case SVHN -> {
          Svhn numbers = new Svhn(folder.resolve("svhn"), new Download(Svhn.SOURCE, downloads));
          yield new Labels(numbers.classes(Svhn.Split.TRAIN), numbers.classes(Svhn.Split.TEST));
        }
        case DIGITS -> digits();
        case FOLDER, CELEBA, LSUN, FFHQ, MIXTURE, RING, SQUARE ->
            throw DataSets.withoutClasses(dataset);
      };
    }
  }

  private static Labels digits() {
    Classes all = MnistSample.classes();
    int kept = DataSets.kept(all.samples());
    return new Labels(all.range(0, kept), all.range(kept, all.samples()));
  }

  /** The images with their classes. */
  DataSets with(DataSets images) {
    return new DataSets(images.training().with(training), images.test().with(test), images.files());
  }
}

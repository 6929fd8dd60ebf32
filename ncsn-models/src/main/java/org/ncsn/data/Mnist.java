package org.ncsn.data;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.ncsn.error.UserError;

/**
 * The MNIST database of handwritten digits, from its published files: 60,000 images to train on and
 * 10,000 to test with, {@code [28,28,1]} each.
 *
 * <p>The files may be gzipped or not, and stand in the folder itself or in {@code MNIST/raw} below
 * it, where torchvision puts them. Their content is checked against the published checksums. What
 * is missing is downloaded.
 */
public final class Mnist {
  /** Where the files are published. */
  public static final URI SOURCE = URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/");

  /** How many there are. */
  static final int DIGITS = 10;

  private final IdxFiles files;
  private final Download download;

  /**
   * The files in a folder.
   *
   * @param folder where they are, or are put
   * @param download how to get missing ones, usually from {@link #SOURCE}
   */
  public Mnist(Path folder, Download download) {
    this.files = new IdxFiles(folder, "MNIST/raw");
    this.download = download;
  }

  /** The two parts of the database. */
  public enum Split {
    TRAIN(MnistFile.TRAIN_IMAGES, MnistFile.TRAIN_LABELS),
    TEST(MnistFile.TEST_IMAGES, MnistFile.TEST_LABELS);

    private final MnistFile images;
    private final MnistFile labels;

    Split(MnistFile images, MnistFile labels) {
      this.images = images;
      this.labels = labels;
    }
  }

  /**
   * The images of a part.
   *
   * @throws UserError if the file is damaged, or missing and cannot be downloaded
   */
  public Dataset images(Split split) {
    return ByteImages.of(read(split.images));
  }

  /**
   * The digits 0 to 9 that the images of a part show.
   *
   * @throws UserError if the file is damaged, or missing and cannot be downloaded
   */
  public Classes classes(Split split) {
    return IdxFiles.classes(locate(split.labels), read(split.labels), DIGITS);
  }

  private Idx read(MnistFile published) {
    Path file = locate(published);
    Idx idx = Idx.read(file, published.elements());
    if (!idx.md5().equals(published.md5())) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s is not the published MNIST file: its content has MD5 %s, expected %s; delete it"
                  + " and run again to download it",
              file,
              idx.md5(),
              published.md5()));
    }
    return idx;
  }

  private Path locate(MnistFile published) {
    return files.get(published.fileName(), download, published.gzipBytes(), published.gzipMd5());
  }
}

package org.ncsn.data;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;

/**
 * Fashion-MNIST: 60,000 pictures of clothes to train on and 10,000 to test with, {@code [28,28,1]}
 * each, in the files of MNIST's names. They are looked for in the folder and in {@code
 * FashionMNIST/raw} below it; what is missing is downloaded.
 */
public final class FashionMnist {
  /** Where the files are published. */
  public static final URI SOURCE =
      URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/");

  private static final int KINDS = 10;
  private static final Shape IMAGE = Shape.of(28, 28, 1);

  private final IdxFiles files;
  private final Download download;

  /**
   * The files in a folder.
   *
   * @param folder where they are, or are put
   * @param download how to get missing ones, usually from {@link #SOURCE}
   */
  public FashionMnist(Path folder, Download download) {
    this.files = new IdxFiles(folder, "FashionMNIST/raw");
    this.download = download;
  }

  /** The two parts. */
  public enum Split {
    TRAIN(60_000, Archive.TRAIN_IMAGES, Archive.TRAIN_LABELS),
    TEST(10_000, Archive.TEST_IMAGES, Archive.TEST_LABELS);

    private final int count;
    private final Archive images;
    private final Archive labels;

    Split(int count, Archive images, Archive labels) {
      this.count = count;
      this.images = images;
      this.labels = labels;
    }
  }

  /** What is published of the files. */
  private enum Archive {
    TRAIN_IMAGES("train-images-idx3-ubyte", 26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
    TRAIN_LABELS("train-labels-idx1-ubyte", 29_515, "25c81989df183df01b3e8a0aad5dffbe"),
    TEST_IMAGES("t10k-images-idx3-ubyte", 4_422_102, "bef4ecab320f06d8554ea6380940ec79"),
    TEST_LABELS("t10k-labels-idx1-ubyte", 5_148, "bb300cfdad3c16e7a12a480ee83cd310");

    private final String fileName;
    private final long gzipBytes;
    private final String gzipMd5;

    Archive(String fileName, long gzipBytes, String gzipMd5) {
      this.fileName = fileName;
      this.gzipBytes = gzipBytes;
      this.gzipMd5 = gzipMd5;
    }
  }

  /**
   * The images of a part.
   *
   * @throws UserError if the file is damaged or holds other images, or is missing and cannot be
   *     downloaded
   */
  public Dataset images(Split split) {
    Path file = located(split.images);
    Idx idx = Idx.read(file, split.count * IMAGE.intSize());
    if (idx.shape().rank() != 3 || !ByteImages.of(idx).sampleShape().equals(IMAGE)) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s holds %s, not images of 28x28 pixels; delete it and run again to download it",
              file,
              idx.shape()));
    }
    return ByteImages.of(idx);
  }

  /**
   * What the images of a part show, one of ten kinds of clothes.
   *
   * @throws UserError if the file is damaged or holds something else, or is missing and cannot be
   *     downloaded
   */
  public Classes classes(Split split) {
    Path file = located(split.labels);
    return IdxFiles.classes(file, Idx.read(file, split.count), KINDS);
  }

  private Path located(Archive published) {
    return files.get(published.fileName, download, published.gzipBytes, published.gzipMd5);
  }
}

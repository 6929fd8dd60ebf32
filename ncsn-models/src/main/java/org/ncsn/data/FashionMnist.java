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

  /** The two parts, with what is published of their archives. */
  public enum Split {
    TRAIN("train-images-idx3-ubyte", 60_000, 26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
    TEST("t10k-images-idx3-ubyte", 10_000, 4_422_102, "bef4ecab320f06d8554ea6380940ec79");

    private final String fileName;
    private final int images;
    private final long gzipBytes;
    private final String gzipMd5;

    Split(String fileName, int images, long gzipBytes, String gzipMd5) {
      this.fileName = fileName;
      this.images = images;
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
    Path file = files.find(split.fileName).orElseGet(() -> fetched(split));
    Idx idx = Idx.read(file, split.images * IMAGE.intSize());
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

  private Path fetched(Split split) {
    Path target = files.target(split.fileName);
    download.fetch(target, split.gzipBytes, split.gzipMd5);
    return target;
  }
}

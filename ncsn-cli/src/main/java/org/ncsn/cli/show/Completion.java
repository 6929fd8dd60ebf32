package org.ncsn.cli.show;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.data.Dataset;
import org.ncsn.data.Masks;
import org.ncsn.data.image.Picture;
import org.ncsn.data.image.PictureFile;
import org.ncsn.error.UserError;

/** What there is to complete: images of which some pixels are known. */
final class Completion {
  private static final int WHITE = 128;

  private final HostArray references;
  private final int[] mask;
  private final int each;

  /**
   * @param references whole images {@code [N,H,W,C]} in [0,1]
   * @param mask 1 where a pixel is known and 0 where it is not, {@code [H*W]}
   * @param each completions of every image
   */
  private Completion(HostArray references, int[] mask, int each) {
    this.references = references;
    this.mask = mask;
    this.each = each;
  }

  /**
   * What an inpainting asks for.
   *
   * @throws UserError if there are fewer images, or the mask does not go with them
   */
  static Completion of(Dataset images, Inpainting asked) {
    return asked
        .mask()
        .map(mask -> ofMask(images, asked.images(), asked.completions(), mask))
        .orElseGet(() -> ofLeftHalves(images, asked.images(), asked.completions()));
  }

  /** The first images of a data set, of which the left half is known. */
  private static Completion ofLeftHalves(Dataset images, int count, int each) {
    Shape shape = images.sampleShape();
    HostArray mask = Masks.leftHalf(Shape.of(1, shape.extent(0), shape.extent(1), 1));
    return new Completion(first(images, count), mask.to(DType.INT32).ints(), each);
  }

  /**
   * The first images of a data set, of which a picture says what is known.
   *
   * @param file of the size of the images; what is lighter than middle grey is known, what is dark
   *     or transparent is to be completed
   * @throws UserError if it cannot be read, has another size, or tells nothing apart
   */
  private static Completion ofMask(Dataset images, int count, int each, Path file) {
    Picture picture = PictureFile.readOnBlack(file).withChannels(1);
    Shape shape = images.sampleShape();
    if (picture.height() != shape.extent(0) || picture.width() != shape.extent(1)) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "--mask: %s is %dx%d pixels, the images are %dx%d; give one of their size",
              file,
              picture.width(),
              picture.height(),
              shape.extent(1),
              shape.extent(0)));
    }
    int[] mask = new int[picture.pixels().length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = Byte.toUnsignedInt(picture.pixels()[i]) >= WHITE ? 1 : 0;
    }
    if (Arrays.stream(mask).distinct().count() == 1) {
      throw new UserError(
          mask[0] == 1
              ? String.format(
                  Locale.ROOT,
                  "--mask: all of %s is white, so nothing is left to complete; make that black or transparent",
                  file)
              : String.format(
                  Locale.ROOT,
                  "--mask: all of %s is dark or transparent, so nothing is known; make that white",
                  file));
    }
    return new Completion(first(images, count), mask, each);
  }

  private static HostArray first(Dataset images, int count) {
    if (count > images.size()) {
      throw new UserError(
          "--images: the data set has only " + images.size() + " test images, not " + count);
    }
    int[] indices = new int[count];
    Arrays.setAll(indices, i -> i);
    return images.batch(indices);
  }

  /** Tells one completion from another, whatever it is called. */
  String origin() {
    return Arrays.hashCode(references.floats()) + "," + Arrays.hashCode(mask) + "," + each;
  }

  /** How many images are made. */
  int count() {
    return references.shape().extent(0) * each;
  }

  /**
   * The images that are to be completed, {@code [n,H,W,C]}.
   *
   * @param first number of the first completion
   * @param n how many completions
   */
  HostArray repeated(int first, int n) {
    int length = references.shape().intSize() / references.shape().extent(0);
    Shape shape = references.shape().with(0, n);
    float[] values = new float[shape.intSize()];
    for (int i = 0; i < n; i++) {
      int reference = (first + i) / each;
      System.arraycopy(references.floats(), reference * length, values, i * length, length);
    }
    return HostArray.of(shape, values);
  }

  /** The mask for so many completions, of the type of {@link #repeated}. */
  HostArray repeatedMask(int n) {
    int channels = references.shape().extent(3);
    HostArray all = HostArray.zeros(new TensorType(DType.FLOAT32, references.shape().with(0, n)));
    for (int i = 0; i < all.floats().length; i++) {
      all.floats()[i] = mask[i / channels % mask.length];
    }
    return all;
  }

  /**
   * A row for every image: the image, what is known of it on middle grey, its completions.
   *
   * @param completions the first ones, {@code [n,H,W,C]}; places of others stay black
   */
  HostArray grid(HostArray completions) {
    int length = references.shape().intSize() / references.shape().extent(0);
    int channels = references.shape().extent(3);
    int columns = each + 2;
    int shown = completions.shape().extent(0);
    int rows = (shown - 1) / each + 1;
    Shape shape = references.shape().with(0, rows * columns);
    float[] values = new float[shape.intSize()];
    for (int row = 0; row < rows; row++) {
      int to = row * columns * length;
      for (int i = 0; i < length; i++) {
        float pixel = references.floats()[row * length + i];
        values[to + i] = pixel;
        values[to + length + i] = mask[i / channels] == 1 ? pixel : 0.5f;
      }
      int here = Math.min(each, shown - row * each);
      System.arraycopy(
          completions.floats(), row * each * length, values, to + 2 * length, here * length);
    }
    return HostArray.of(shape, values);
  }
}

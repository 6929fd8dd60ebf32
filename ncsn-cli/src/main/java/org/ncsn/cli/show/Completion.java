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
  private static final float UNKNOWN = 0.5f;

  private final GivenImages images;
  private final int[] mask;

  /**
   * @param images whole, and with unknown pixels in middle grey
   * @param mask 1 where a pixel is known and 0 where it is not, {@code [H*W]}
   */
  private Completion(GivenImages images, int[] mask) {
    this.images = images;
    this.mask = mask;
  }

  private static Completion of(GivenImages images, int[] mask) {
    HostArray whole = images.whole();
    int channels = whole.shape().extent(3);
    float[] seen = whole.floats().clone();
    for (int i = 0; i < seen.length; i++) {
      seen[i] = mask[i / channels % mask.length] == 1 ? seen[i] : UNKNOWN;
    }
    return new Completion(images.with(HostArray.of(whole.shape(), seen)), mask);
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
    return of(GivenImages.first(images, count, each), mask.to(DType.INT32).ints());
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
    return of(GivenImages.first(images, count, each), mask);
  }

  /** The images, and what is known of them. */
  GivenImages images() {
    return images;
  }

  /** Tells one completion from another, whatever it is called. */
  String origin() {
    return images.origin() + "," + Arrays.hashCode(mask);
  }

  /** The mask for so many completions, of the type of as many images. */
  HostArray repeatedMask(int n) {
    int channels = images.whole().shape().extent(3);
    HostArray all =
        HostArray.zeros(new TensorType(DType.FLOAT32, images.whole().shape().with(0, n)));
    for (int i = 0; i < all.floats().length; i++) {
      all.floats()[i] = mask[i / channels % mask.length];
    }
    return all;
  }
}

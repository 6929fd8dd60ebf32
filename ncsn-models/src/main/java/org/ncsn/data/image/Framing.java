package org.ncsn.data.image;

import java.util.Locale;

/** How a picture of any size becomes a square of a given side. */
@FunctionalInterface
public interface Framing {
  /**
   * The square.
   *
   * @throws IllegalArgumentException if the picture's size does not do for it
   */
  Picture apply(Picture picture);

  /**
   * Resizes so that the shorter side fits, then cuts off evenly at both ends of the longer one:
   * torchvision's {@code Resize(side)} and {@code CenterCrop(side)}.
   */
  static Framing shorterSide(int side) {
    return picture -> {
      long shorter = Math.min(picture.height(), picture.width());
      long height = (long) side * picture.height() / shorter;
      long width = (long) side * picture.width() / shorter;
      return Resize.apply(
          picture,
          TriangleFilter.of(picture.height(), height, centre(height, side), side),
          TriangleFilter.of(picture.width(), width, centre(width, side), side));
    };
  }

  /**
   * Cuts a square out of the middle, then resizes it: torchvision's {@code CenterCrop(crop)} and
   * {@code Resize(side)}.
   *
   * @param crop the square's side before resizing
   */
  static Framing croppedFirst(int crop, int side) {
    return picture -> {
      if (Math.min(picture.height(), picture.width()) < crop) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%d x %d pixels are too few for its middle %d x %d",
                picture.width(),
                picture.height(),
                crop,
                crop));
      }
      int top = (int) centre(picture.height(), crop);
      int left = (int) centre(picture.width(), crop);
      return Resize.to(picture.crop(top, left, crop, crop), side, side);
    };
  }

  /** Takes pictures that are such squares already, and no others. */
  static Framing none(int side) {
    return picture -> {
      if (picture.height() != side || picture.width() != side) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "it has %d x %d pixels, not %d x %d",
                picture.width(),
                picture.height(),
                side,
                side));
      }
      return picture;
    };
  }

  /** Where the middle part of an axis begins; halves are rounded to even, as Python rounds them. */
  private static long centre(long length, int part) {
    return (long) Math.rint((length - part) / 2.0);
  }
}

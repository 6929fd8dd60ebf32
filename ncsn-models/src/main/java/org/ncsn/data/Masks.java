package org.ncsn.data;

import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;

/** Which pixels of images are known: 1 where they are, 0 where they are not. */
public final class Masks {
  private Masks() {}

  /**
   * The left half of every image.
   *
   * @param images {@code [N,H,W,C]}
   * @return {@code float32} of that shape
   */
  public static HostArray leftHalf(Shape images) {
    int width = images.extent(2);
    int channels = images.extent(3);
    HostArray mask = HostArray.zeros(new TensorType(DType.FLOAT32, images));
    for (int i = 0; i < mask.floats().length; i++) {
      mask.floats()[i] = i / channels % width < width / 2 ? 1 : 0;
    }
    return mask;
  }
}

package org.ncsn.data;

import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Shape;

/** Images of one size, numbered from 0. Several threads may ask for some at once. */
public interface ImageDataset {
  /** Number of images. */
  int size();

  /** Shape {@code [H,W,C]} of every image. */
  Shape imageShape();

  /**
   * Some of the images.
   *
   * @param indices which ones, each at least 0 and below {@link #size()}
   * @return {@code float32 [n,H,W,C]} of values k/255 in [0,1]
   * @throws IndexOutOfBoundsException if there is no such image
   */
  HostArray batch(int... indices);
}

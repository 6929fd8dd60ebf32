package org.ncsn.kernel;

/**
 * Bilinear interpolation with aligned corners (the corner pixels keep their values) and its
 * adjoint. Images are {@code [N,H,W,C]}.
 *
 * @param <A> the engine's array
 */
public interface ResizeKernels<A> {
  A bilinear(A image, int height, int width);

  /** The adjoint: from the resized image back to {@code height} x {@code width}. */
  A bilinearAdjoint(A resized, int height, int width);
}

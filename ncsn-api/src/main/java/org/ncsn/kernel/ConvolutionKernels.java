package org.ncsn.kernel;

import org.ncsn.array.Shape;

/**
 * The convolution (in deep learning's sense: a cross-correlation) and its two adjoints. Images are
 * {@code [N,H,W,C]}, kernels {@code [kH,kW,Cin,Cout]}.
 *
 * @param <A> the engine's array
 */
public interface ConvolutionKernels<A> {
  A conv2d(A image, A kernel, ConvGeometry geometry);

  /** Gradient with respect to the image, of shape {@code imageShape}. */
  A inputGradient(A cotangent, A kernel, Shape imageShape, ConvGeometry geometry);

  /** Gradient with respect to the kernel, of shape {@code kernelShape}. */
  A kernelGradient(A image, A cotangent, Shape kernelShape, ConvGeometry geometry);
}

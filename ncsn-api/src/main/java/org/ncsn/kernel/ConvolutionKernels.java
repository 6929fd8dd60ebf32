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

  /**
   * The convolution of each channel with a kernel of its own, {@code [kH,kW,C]}.
   *
   * @param kernels the engine's, of which the result is made where it has no kernel for it
   */
  default A depthwise(A image, A kernel, DepthwiseGeometry geometry, Kernels<A> kernels) {
    return new ChannelConvolutions<>(kernels, geometry).convolution(image, kernel);
  }

  /** Gradient of {@link #depthwise} with respect to the image. */
  default A depthwiseInputGradient(
      A cotangent, A kernel, DepthwiseGeometry geometry, Kernels<A> kernels) {
    return new ChannelConvolutions<>(kernels, geometry).inputGradient(cotangent, kernel);
  }

  /** Gradient of {@link #depthwise} with respect to the kernel. */
  default A depthwiseKernelGradient(
      A image, A cotangent, DepthwiseGeometry geometry, Kernels<A> kernels) {
    return new ChannelConvolutions<>(kernels, geometry).kernelGradient(image, cotangent);
  }
}

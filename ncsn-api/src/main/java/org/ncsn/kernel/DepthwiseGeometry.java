package org.ncsn.kernel;

import org.ncsn.array.Shape;

/**
 * What a convolution of each channel with a kernel of its own goes over.
 *
 * @param image {@code [N,H,W,C]}
 * @param kernel {@code [kH,kW,C]}
 * @param window how the kernel moves
 */
public record DepthwiseGeometry(Shape image, Shape kernel, ConvGeometry window) {
  /** Shape of the output, {@code [N,H',W',C]}. */
  public Shape output() {
    return image
        .with(1, window.outputHeight(image.extent(1), kernel.extent(0)))
        .with(2, window.outputWidth(image.extent(2), kernel.extent(1)));
  }

  /** How many channels there are. */
  public int channels() {
    return kernel.extent(2);
  }

  /** The kernel's shape with one output for each channel, {@code [kH,kW,C,1]}. */
  public Shape kernelWithOutputs() {
    return Shape.of(kernel.extent(0), kernel.extent(1), kernel.extent(2), 1);
  }
}

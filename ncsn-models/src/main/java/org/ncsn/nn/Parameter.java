package org.ncsn.nn;

import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/**
 * The declaration of one array that training fits; its value is elsewhere, in {@link Weights}.
 *
 * @param index its place in the network's order, which is PyTorch's
 * @param name PyTorch's name, for example {@code res1.0.conv1.weight}
 * @param shape our shape; convolution kernels are {@code [kH,kW,Cin,Cout]}
 * @param layout how PyTorch stores it
 * @param initializer how its first values are drawn
 */
public record Parameter(
    int index, String name, Shape shape, Layout layout, Initializer initializer) {
  /** How PyTorch stores a parameter. */
  public enum Layout {
    /** As we do. */
    SAME,
    /**
     * A kernel as {@code [Cout,Cin,kH,kW]}. The kernel of a transposed convolution is stored by the
     * same rule: its first axis is the transposed convolution's input.
     */
    KERNEL;

    /** From PyTorch's order of axes to ours. */
    public HostArray fromTorch(HostArray values) {
      return this == KERNEL ? values.transpose(2, 3, 1, 0) : values;
    }

    /** From our order of axes to PyTorch's. */
    public HostArray toTorch(HostArray values) {
      return this == KERNEL ? values.transpose(3, 2, 0, 1) : values;
    }

    /** The shape that PyTorch has for one of ours. */
    public Shape toTorch(Shape shape) {
      return this == KERNEL
          ? Shape.of(shape.extent(3), shape.extent(2), shape.extent(0), shape.extent(1))
          : shape;
    }
  }
}

package org.ncsn.inception;

import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.nn.Initializer;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.primitive.Convolution;
import org.ncsn.primitive.Elementwise;
import org.ncsn.tensor.Tensor;

/**
 * A convolution, its batch norm in evaluation, and ReLU. The norm is part of the convolution's
 * kernel and bias, so that engines make one operation of the three.
 *
 * @param name PyTorch's, within its block
 * @param out channels
 * @param rows of the kernel
 * @param columns of the kernel
 */
record Unit(String name, int out, int rows, int columns, ConvGeometry geometry) implements Part {
  /** With an odd kernel; the image keeps its size. */
  static Unit of(String name, int out, int rows, int columns) {
    ConvGeometry geometry = new ConvGeometry(1, 1, rows / 2, columns / 2, 1, 1);
    return new Unit(name, out, rows, columns, geometry);
  }

  /** With a square kernel; the image keeps its size. */
  static Unit of(String name, int out, int side) {
    return of(name, out, side, side);
  }

  /** 3x3 without padding. */
  static Unit unpadded(String name, int out) {
    return new Unit(name, out, 3, 3, ConvGeometry.of(1, 0, 1));
  }

  /** 3x3 without padding, at every other pixel. */
  static Unit halving(String name, int out) {
    return new Unit(name, out, 3, 3, ConvGeometry.of(2, 0, 1));
  }

  @Override
  public int channels(int in) {
    return out;
  }

  @Override
  public Layer declared(Parameters parameters, int in) {
    Convolved convolved = convolved(parameters, in);
    return (pass, x) -> convolved.activated(pass, convolved.linear(pass, x));
  }

  /** The unit in two steps, for what stands between them. */
  Convolved convolved(Parameters parameters, int in) {
    Initializer initializer = Initializer.fanIn(rows * columns * in);
    Parameters own = parameters.at(name);
    return new Convolved(
        own.declare("weight", Shape.of(rows, columns, in, out), Layout.KERNEL, initializer),
        own.declare("bias", Shape.of(out), Layout.SAME, initializer),
        geometry);
  }

  /** A unit's parameters. */
  record Convolved(Parameter kernel, Parameter bias, ConvGeometry geometry) {
    Tensor linear(Pass pass, Tensor x) {
      return Convolution.conv2d(x, pass.of(kernel), geometry);
    }

    Tensor activated(Pass pass, Tensor convolved) {
      return Elementwise.relu(convolved.add(pass.of(bias)));
    }
  }
}

package org.ncsn.backend.djl;

import java.util.Arrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;

/**
 * Ways to write a graph so that TensorFlow makes one of oneDNN's kernels of several operations. It
 * does so with what follows a convolution if the first of it is a bias.
 *
 * @param oneDnn whether this TensorFlow has these kernels
 */
record Fusions<A>(TfOps<A> ops, boolean oneDnn) {
  /** Numbers in a register: with fewer channels oneDNN's kernels gain nothing. */
  private static final int WIDTH = 16;

  /**
   * Whether an activation of these images is worth a convolution with ones: in a graph, the two are
   * one pass over the images, which takes less than half of the time of TensorFlow's own.
   */
  boolean activates(A images) {
    TensorType type = ops.type(images);
    return oneDnn
        && ops.isGraph()
        && type.dtype() == DType.FLOAT32
        && type.shape().rank() == 4
        && type.shape().size() > 0
        && type.shape().extent(3) % WIDTH == 0;
  }

  /** {@code ELU} of images {@code [N,H,W,C]}. */
  A elu(A images) {
    int channels = ops.type(images).shape().extent(3);
    float[] ones = new float[channels];
    Arrays.fill(ones, 1);
    A same =
        ops.op("DepthwiseConv2dNative")
            .input(images)
            .literal(HostArray.of(Shape.of(1, 1, channels, 1), ones))
            .attribute("strides", 1, 1, 1, 1)
            .attribute("dilations", 1, 1, 1, 1)
            .attribute("padding", "VALID")
            .run();
    return ops.op("Elu").input(biased(same)).run();
  }

  /** Whether the sum of these is that of a convolution's result, and nothing else there yet. */
  boolean adds(A result, A other) {
    return oneDnn && ops.isResultOf("Conv2D", result) && ops.type(result).equals(ops.type(other));
  }

  /** The sum of a convolution's result and images of its shape. */
  A sum(A result, A images) {
    return ops.op("AddV2").input(biased(result)).input(images).run();
  }

  /**
   * What an activation is taken of. TensorFlow makes one kernel of a convolution, a bias, a sum and
   * an activation without asking who else takes the sum, which it then misses: it gives up fusing
   * in the whole graph. A sum that is looked at on its way is left alone.
   */
  A activated(A x) {
    return oneDnn && ops.isResultOf("AddV2", x)
        ? ops.op("EnsureShape").input(x).shape("shape", ops.type(x).shape()).run()
        : x;
  }

  /** Adds nothing. */
  private A biased(A images) {
    TensorType type = ops.type(images);
    HostArray zeros = HostArray.zeros(type.with(Shape.of(type.shape().extent(3))));
    return ops.op("BiasAdd").input(images).literal(zeros).run();
  }
}

package org.ncsn.resnet;

import org.ncsn.kernel.PoolWindow;
import org.ncsn.nn.Activation;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Pooling;
import org.ncsn.primitive.Shaping;
import org.ncsn.tensor.Tensor;

/**
 * Norm, activation, convolution, what is seen of the noise; norm, activation, convolution; and the
 * input by a shortcut, which has no parameters. {@code [N,H,W,in] -> [N,H/stride,W/stride,out]}.
 */
final class WideBlock {
  private final int in;
  private final int out;
  private final int stride;
  private final boolean first;
  private final Layer noise;
  private final Layer secondNorm;
  private final Layer firstConv;
  private final Layer secondConv;
  private final Layer firstNorm;

  /**
   * @param embedding how many numbers are seen of the noise
   * @param first whether the shortcut begins behind the first activation: the network's very first
   *     block
   */
  WideBlock(
      Parameters parameters,
      String path,
      int in,
      int out,
      int stride,
      int embedding,
      boolean first) {
    this.in = in;
    this.out = out;
    this.stride = stride;
    this.first = first;
    this.noise = Flax.dense(parameters, path + "/Dense_0", embedding, out);
    this.secondNorm = Flax.norm(parameters, path + "/bn_2", out);
    this.firstConv = Flax.conv(parameters, path + "/conv1", in, out, stride);
    this.secondConv = Flax.conv(parameters, path + "/conv2", out, out, 1);
    this.firstNorm = Flax.norm(parameters, path + "/init_bn", in);
  }

  /**
   * @param seen what is seen of the noise, {@code [N,E]}
   */
  Tensor apply(Pass pass, Tensor x, Tensor seen) {
    Tensor active = Elementwise.relu(firstNorm.apply(pass, x));
    Tensor shift = noise.apply(pass, Activation.SWISH.of(seen));
    Tensor hidden =
        firstConv.apply(pass, active).add(shift.reshape(x.shape().extent(0), 1, 1, out));
    Tensor change = secondConv.apply(pass, Elementwise.relu(secondNorm.apply(pass, hidden)));
    return change.add(shortcut(first ? active : x));
  }

  /** Means of pixels, and zeros for the channels that are new. */
  private Tensor shortcut(Tensor x) {
    if (in == out) {
      return x;
    }
    Tensor pooled = stride == 1 ? x : Pooling.average(x, new PoolWindow(stride, stride, 0));
    return Shaping.pad(pooled, new int[4], new int[] {0, 0, 0, out - in});
  }
}

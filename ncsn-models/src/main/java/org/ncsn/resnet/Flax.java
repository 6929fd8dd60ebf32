package org.ncsn.resnet;

import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.nn.GroupNorm;
import org.ncsn.nn.Initializer;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.nn.Parameters;
import org.ncsn.primitive.Convolution;
import org.ncsn.primitive.Matrices;
import org.ncsn.primitive.Shaping;

/** Layers whose parameters are called, stored and ordered as Flax has them. */
final class Flax {
  private static final int TAPS = 3;
  private static final int MOST_GROUPS = 32;
  private static final int CHANNELS_A_GROUP = 4;

  private Flax() {}

  /** {@code [N,in] -> [N,out]}. */
  static Layer dense(Parameters parameters, String path, int in, int out) {
    Parameter bias =
        parameters.declare(path + "/bias", Shape.of(out), Layout.SAME, Initializer.constant(0));
    Parameter kernel =
        parameters.declare(
            path + "/kernel", Shape.of(in, out), Layout.SAME, Initializer.balanced(in, out, 1));
    return (pass, x) -> Matrices.matmul(x, pass.of(kernel)).add(pass.of(bias));
  }

  /**
   * A 3x3 convolution without bias, {@code [N,H,W,in] -> [N,H/stride,W/stride,out]}.
   *
   * @param stride 1, or 2 on sides that are even: then there are zeros below and on the right alone
   */
  static Layer conv(Parameters parameters, String path, int in, int out, int stride) {
    // Half of what comes in is lost to the activation before.
    Initializer weights = Initializer.normal(0, (float) Math.sqrt(2.0 / (TAPS * TAPS * in)));
    Parameter kernel =
        parameters.declare(path + "/kernel", Shape.of(TAPS, TAPS, in, out), Layout.SAME, weights);
    if (stride == 1) {
      return (pass, x) -> Convolution.conv2d(x, pass.of(kernel), ConvGeometry.of(1, 1, 1));
    }
    return (pass, x) ->
        Convolution.conv2d(
            Shaping.pad(x, new int[4], new int[] {0, 1, 1, 0}),
            pass.of(kernel),
            ConvGeometry.of(stride, 0, 1));
  }

  static Layer norm(Parameters parameters, String path, int channels) {
    int groups = Math.min(channels / CHANNELS_A_GROUP, MOST_GROUPS);
    return GroupNorm.flax(parameters, path, groups, channels);
  }
}

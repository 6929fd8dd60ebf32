package org.ncsn.unet;

import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.PoolWindow;
import org.ncsn.nn.Conv2d;
import org.ncsn.nn.Initializer;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.nn.Parameters;
import org.ncsn.primitive.Convolution;
import org.ncsn.primitive.Pooling;
import org.ncsn.primitive.Shaping;
import org.ncsn.tensor.Tensor;

/** How images {@code [N,H,W,C]} are halved and doubled, with and without a convolution. */
public sealed interface Resampling {
  /** Without a filter: pixels are repeated, and means taken of 2x2. */
  Resampling NAIVE = new Naive();

  /**
   * Smoothed by a filter, whose outer product goes over the image.
   *
   * @param taps the published ones are 1, 3, 3, 1
   */
  static Resampling fir(double... taps) {
    return new Fir(new FirFilter(taps));
  }

  /** Half the sides. */
  Tensor down(Tensor x);

  /** Twice the sides. */
  Tensor up(Tensor x);

  /** Half the sides by a 3x3 convolution. */
  Layer convolvedDown(Parameters parameters, int in, int out);

  /** Twice the sides by a 3x3 convolution. */
  Layer convolvedUp(Parameters parameters, int in, int out);

  /** Without a filter. */
  record Naive() implements Resampling {
    private static final PoolWindow HALVING = new PoolWindow(2, 2, 0);

    @Override
    public Tensor down(Tensor x) {
      return Pooling.average(x, HALVING);
    }

    @Override
    public Tensor up(Tensor x) {
      Shape shape = x.shape();
      int count = shape.extent(0);
      int height = shape.extent(1);
      int width = shape.extent(2);
      int channels = shape.extent(3);
      return x.reshape(count, height, 1, width, 1, channels)
          .broadcastTo(Shape.of(count, height, 2, width, 2, channels))
          .reshape(count, 2 * height, 2 * width, channels);
    }

    /** A row of zeros below and a column on the right take the place of padding all round. */
    @Override
    public Layer convolvedDown(Parameters parameters, int in, int out) {
      Layer conv =
          Conv2d.balanced(parameters.at("Conv_0"), in, out, 3, ConvGeometry.of(2, 0, 1), 1);
      return (pass, x) -> conv.apply(pass, Shaping.pad(x, new int[4], new int[] {0, 1, 1, 0}));
    }

    @Override
    public Layer convolvedUp(Parameters parameters, int in, int out) {
      Layer conv =
          Conv2d.balanced(parameters.at("Conv_0"), in, out, 3, ConvGeometry.of(1, 1, 1), 1);
      return (pass, x) -> conv.apply(pass, up(x));
    }
  }

  /** Smoothed by a filter. */
  record Fir(FirFilter filter) implements Resampling {
    @Override
    public Tensor down(Tensor x) {
      return filter.down(x, 2);
    }

    @Override
    public Tensor up(Tensor x) {
      return filter.up(x, 2, 1);
    }

    @Override
    public Layer convolvedDown(Parameters parameters, int in, int out) {
      return halving(parameters.at("Conv2d_0"), in, out);
    }

    @Override
    public Layer convolvedUp(Parameters parameters, int in, int out) {
      return doubling(parameters.at("Conv2d_0"), in, out);
    }

    /** Smoothed first, then a convolution with stride 2. */
    Layer halving(Parameters own, int in, int out) {
      Layer conv = Conv2d.balanced(own, in, out, 3, ConvGeometry.of(2, 0, 1), 1);
      int pad = filter.length();
      return (pass, x) -> conv.apply(pass, filter.filtered(x, (pad + 1) / 2, pad / 2, 1));
    }

    /** A transposed convolution with stride 2, then smoothed. */
    Layer doubling(Parameters own, int in, int out) {
      Initializer weights = Initializer.balanced(in * 9, out * 9, 1);
      Parameter weight = own.declare("weight", Shape.of(3, 3, in, out), Layout.KERNEL, weights);
      Parameter bias = own.declare("bias", Shape.of(out), Layout.SAME, Initializer.constant(0));
      return (pass, x) -> {
        Tensor turned = Shaping.flip(pass.of(weight), 0, 1);
        Tensor kernel = Shaping.transpose(turned, 0, 1, 3, 2);
        Tensor spread = Convolution.conv2dTransposed(x, kernel, ConvGeometry.of(2, 0, 1), 0);
        int pad = filter.length() - 4;
        Tensor smooth = filter.filtered(spread, (pad + 1) / 2 + 1, pad / 2 + 1, 1);
        return smooth.multiply(4).add(pass.of(bias));
      };
    }
  }
}

package org.ncsn.tck.broken;

import static org.ncsn.tck.broken.Fault.array;
import static org.ncsn.tck.broken.Fault.in;
import static org.ncsn.tck.broken.Fault.single;
import static org.ncsn.tck.check.Check.SECOND_DERIVATIVE;
import static org.ncsn.tck.check.Check.VALUE_FLOAT32;
import static org.ncsn.tck.check.Check.VALUE_FLOAT64;
import static org.ncsn.tck.check.Check.VJP;

import java.util.List;
import java.util.stream.IntStream;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.kernel.BinaryFunction;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.DepthwiseGeometry;
import org.ncsn.kernel.Kernels;
import org.ncsn.kernel.PoolWindow;
import org.ncsn.kernel.UnaryFunction;

/** Mistakes that somebody could make in convolutions, pools and resizing. */
final class ImageFaults {
  private ImageFaults() {}

  static List<Fault> all() {
    return List.of(
        in("conv2d", "ignores dilation", "conv2d", VALUE_FLOAT32, ImageFaults::undilated),
        in(
            "conv2d",
            "is a convolution proper",
            "conv2d",
            VALUE_FLOAT32,
            (k, a) ->
                k.convolution().conv2d(array(a[0]), turned(k, array(a[1])), (ConvGeometry) a[2])),
        in(
            "conv2d",
            "computes in single precision",
            "conv2d",
            VALUE_FLOAT64,
            (k, a) ->
                single(k.convolution().conv2d(array(a[0]), array(a[1]), (ConvGeometry) a[2]))),
        in(
            "conv2d",
            "ignores dilation, seen from an adjoint",
            "conv2dInputGradient",
            VJP,
            ImageFaults::undilated),
        in(
            "inputGradient",
            "turns the kernel around",
            "conv2dInputGradient",
            VALUE_FLOAT32,
            ImageFaults::turnedInputGradient),
        in(
            "inputGradient",
            "turns the kernel around, seen from conv2d",
            "conv2d",
            VJP,
            ImageFaults::turnedInputGradient),
        in(
            "kernelGradient",
            "pads rows as columns",
            "conv2dKernelGradient",
            VALUE_FLOAT32,
            ImageFaults::swappedPadding),
        in(
            "kernelGradient",
            "pads rows as columns, seen from conv2d",
            "conv2d",
            SECOND_DERIVATIVE,
            ImageFaults::swappedPadding),
        in(
            "depthwise",
            "turns the kernel around",
            "depthwiseConv2d",
            VALUE_FLOAT32,
            (k, a) ->
                k.convolution()
                    .depthwise(array(a[0]), turned(k, array(a[1])), (DepthwiseGeometry) a[2], k)),
        in(
            "depthwiseInputGradient",
            "turns the kernel around, seen from the convolution",
            "depthwiseConv2d",
            VJP,
            (k, a) ->
                k.convolution()
                    .depthwiseInputGradient(
                        array(a[0]), turned(k, array(a[1])), (DepthwiseGeometry) a[2], k)),
        in(
            "depthwiseKernelGradient",
            "is turned around, seen from the convolution",
            "depthwiseConv2d",
            SECOND_DERIVATIVE,
            (k, a) ->
                turned(
                    k,
                    k.convolution()
                        .depthwiseKernelGradient(
                            array(a[0]), array(a[1]), (DepthwiseGeometry) a[2], k))),
        in(
            "averagePool",
            "padding does not count",
            "averagePool",
            VALUE_FLOAT32,
            (k, a) ->
                k.elementwise()
                    .binary(
                        BinaryFunction.DIVIDE,
                        k.pooling().averagePool(array(a[0]), (PoolWindow) a[1]),
                        k.pooling()
                            .averagePool(
                                k.creation().fill(array(a[0]).type(), 1), (PoolWindow) a[1]))),
        in(
            "averagePoolAdjoint",
            "spreads too much",
            "averagePoolAdjoint",
            VALUE_FLOAT32,
            ImageFaults::spreadTooMuch),
        in(
            "averagePoolAdjoint",
            "spreads too much, seen from the pool",
            "averagePool",
            VJP,
            ImageFaults::spreadTooMuch),
        in(
            "maxPool",
            "padding and all below it lose to zeros",
            "maxPool",
            VALUE_FLOAT32,
            (k, a) ->
                k.elementwise()
                    .unary(
                        UnaryFunction.RELU,
                        k.pooling().maxPool(array(a[0]), (Shape) a[1], (PoolWindow) a[2], k))),
        in(
            "bilinear",
            "takes the nearest row",
            "bilinear",
            VALUE_FLOAT32,
            (k, a) -> nearestRow(k, array(a[0]), (int) a[1], (int) a[2])),
        in(
            "bilinearAdjoint",
            "resizes back",
            "bilinearAdjoint",
            VALUE_FLOAT32,
            (k, a) -> k.resize().bilinear(array(a[0]), (int) a[1], (int) a[2])),
        in(
            "bilinearAdjoint",
            "resizes back, seen from resizing",
            "bilinear",
            VJP,
            (k, a) -> k.resize().bilinear(array(a[0]), (int) a[1], (int) a[2])));
  }

  private static HostArray undilated(Kernels<HostArray> k, Object... a) {
    ConvGeometry g = (ConvGeometry) a[2];
    Shape output = g.output(array(a[0]).shape(), array(a[1]).shape());
    ConvGeometry dense = new ConvGeometry(g.strideH(), g.strideW(), g.padH(), g.padW(), 1, 1);
    HostArray larger = k.convolution().conv2d(array(a[0]), array(a[1]), dense);
    return k.shaping().slice(larger, new int[4], output);
  }

  private static HostArray turned(Kernels<HostArray> k, HostArray kernel) {
    return k.shaping().flip(kernel, new int[] {0, 1});
  }

  private static HostArray turnedInputGradient(Kernels<HostArray> k, Object... a) {
    return k.convolution()
        .inputGradient(array(a[0]), turned(k, array(a[1])), (Shape) a[2], (ConvGeometry) a[3]);
  }

  private static HostArray swappedPadding(Kernels<HostArray> k, Object... a) {
    ConvGeometry g = (ConvGeometry) a[3];
    ConvGeometry swapped =
        new ConvGeometry(
            g.strideH(), g.strideW(), g.padW(), g.padH(), g.dilationH(), g.dilationW());
    return k.convolution().kernelGradient(array(a[0]), array(a[1]), (Shape) a[2], swapped);
  }

  private static HostArray spreadTooMuch(Kernels<HostArray> k, Object... a) {
    PoolWindow window = (PoolWindow) a[2];
    HostArray right = k.pooling().averagePoolAdjoint(array(a[0]), (Shape) a[1], window);
    return k.elementwise().affine(right, window.size(), 0);
  }

  private static HostArray nearestRow(
      Kernels<HostArray> k, HostArray image, int height, int width) {
    HostArray wide = k.resize().bilinear(image, image.shape().extent(1), width);
    Shape row = wide.shape().with(1, 1);
    return k.shaping()
        .concat(
            IntStream.range(0, height)
                .map(y -> y * wide.shape().extent(1) / height)
                .mapToObj(y -> k.shaping().slice(wide, new int[] {0, y, 0, 0}, row))
                .toList(),
            1);
  }
}

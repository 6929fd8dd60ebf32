package org.ncsn.backend.djl;

import static org.ncsn.backend.djl.ConvPlacement.margin;
import static org.ncsn.backend.djl.ConvPlacement.place;
import static org.ncsn.backend.djl.ConvPlacement.withMargin;
import static org.ncsn.backend.djl.ConvPlacement.withoutMargin;

import java.util.function.Function;
import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.DepthwiseGeometry;

/**
 * Convolutions of each channel with a kernel of its own, of which TensorFlow has those with equal
 * strides and without dilation.
 */
record TfDepthwise<A>(TfOps<A> ops, TfShaping<A> shaping) {
  static boolean has(ConvGeometry window) {
    return window.isDense() && window.strideH() == window.strideW();
  }

  A convolution(A image, A kernel, DepthwiseGeometry geometry) {
    return onPadded(
        geometry,
        window ->
            place(
                    ops.op("DepthwiseConv2dNative")
                        .input(padded(image, geometry))
                        .input(withOutputs(kernel, geometry)),
                    window)
                .run());
  }

  A inputGradient(A cotangent, A kernel, DepthwiseGeometry geometry) {
    Shape image = geometry.image();
    return onPadded(
        geometry,
        window -> {
          A gradient =
              place(
                      ops.op("DepthwiseConv2dNativeBackpropInput")
                          .ints(withMargin(geometry.window(), image).extents())
                          .input(withOutputs(kernel, geometry))
                          .input(cotangent),
                      window)
                  .run();
          return hasMargin(geometry)
              ? shaping.slice(gradient, margin(geometry.window()), image)
              : gradient;
        });
  }

  A kernelGradient(A image, A cotangent, DepthwiseGeometry geometry) {
    return onPadded(
        geometry,
        window ->
            shaping.reshape(
                place(
                        ops.op("DepthwiseConv2dNativeBackpropFilter")
                            .input(padded(image, geometry))
                            .ints(geometry.kernelWithOutputs().extents())
                            .input(cotangent),
                        window)
                    .run(),
                geometry.kernel()));
  }

  private A onPadded(DepthwiseGeometry geometry, Function<ConvGeometry, A> op) {
    return ops.scoped(() -> op.apply(withoutMargin(geometry.window())));
  }

  private static boolean hasMargin(DepthwiseGeometry geometry) {
    return geometry.window().padH() > 0 || geometry.window().padW() > 0;
  }

  private A padded(A image, DepthwiseGeometry geometry) {
    int[] margin = margin(geometry.window());
    return hasMargin(geometry) ? shaping.pad(image, margin, margin) : image;
  }

  private A withOutputs(A kernel, DepthwiseGeometry geometry) {
    return shaping.reshape(kernel, geometry.kernelWithOutputs());
  }
}

package org.ncsn.backend.djl;

import static org.ncsn.backend.djl.ConvPlacement.margin;
import static org.ncsn.backend.djl.ConvPlacement.needsMargin;
import static org.ncsn.backend.djl.ConvPlacement.place;
import static org.ncsn.backend.djl.ConvPlacement.withMargin;
import static org.ncsn.backend.djl.ConvPlacement.withoutDilation;
import static org.ncsn.backend.djl.ConvPlacement.withoutMargin;

import org.ncsn.array.DType;
import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.ConvolutionKernels;
import org.ncsn.kernel.DepthwiseGeometry;
import org.ncsn.kernel.Kernels;

/** The convolution and its adjoints. */
record TfConvolution<A>(TfOps<A> ops, TfShaping<A> shaping, Products<A> products, boolean oneDnn)
    implements ConvolutionKernels<A> {
  /** Channels that are too few for the processor's products of bfloat16, pixels' for example. */
  private static final int FEW = 4;

  TfConvolution(TfOps<A> ops, Products<A> products, boolean oneDnn) {
    this(ops, new TfShaping<>(ops), products, oneDnn);
  }

  @Override
  public A conv2d(A image, A kernel, ConvGeometry geometry) {
    if (needsMargin(geometry, shape(image), shape(kernel))) {
      return ops.scoped(() -> conv2d(padded(image, geometry), kernel, withoutMargin(geometry)));
    }
    return products(shape(kernel))
        .compute(
            image, kernel, (x, k) -> place(ops.op("Conv2D").input(x).input(k), geometry).run());
  }

  @Override
  public A inputGradient(A cotangent, A kernel, Shape image, ConvGeometry geometry) {
    Shape kernelShape = shape(kernel);
    if (isRefused(geometry, cotangent)) {
      ZeroStuffing<A> stuffing = new ZeroStuffing<>(shaping, kernelShape, geometry);
      return ops.scoped(
          () -> inputGradient(cotangent, stuffing.apply(kernel), image, withoutDilation(geometry)));
    }
    if (needsMargin(geometry, image, kernelShape)) {
      return ops.scoped(
          () ->
              shaping.slice(
                  inputGradient(
                      cotangent, kernel, withMargin(geometry, image), withoutMargin(geometry)),
                  margin(geometry),
                  image));
    }
    return products(kernelShape)
        .compute(
            cotangent,
            kernel,
            (ct, k) ->
                place(
                        ops.op("Conv2DBackpropInput").ints(image.extents()).input(k).input(ct),
                        geometry)
                    .run());
  }

  @Override
  public A kernelGradient(A image, A cotangent, Shape kernel, ConvGeometry geometry) {
    if (isRefused(geometry, image)) {
      ZeroStuffing<A> stuffing = new ZeroStuffing<>(shaping, kernel, geometry);
      return ops.scoped(
          () ->
              stuffing.undo(
                  kernelGradient(image, cotangent, stuffing.stuffed(), withoutDilation(geometry))));
    }
    if (needsMargin(geometry, shape(image), kernel)) {
      return ops.scoped(
          () ->
              kernelGradient(padded(image, geometry), cotangent, kernel, withoutMargin(geometry)));
    }
    return products(kernel)
        .compute(
            image,
            cotangent,
            (x, ct) ->
                place(
                        ops.op("Conv2DBackpropFilter").input(x).ints(kernel.extents()).input(ct),
                        geometry)
                    .run());
  }

  @Override
  public A depthwise(A image, A kernel, DepthwiseGeometry geometry, Kernels<A> kernels) {
    return TfDepthwise.has(geometry.window())
        ? new TfDepthwise<>(ops, shaping).convolution(image, kernel, geometry)
        : ConvolutionKernels.super.depthwise(image, kernel, geometry, kernels);
  }

  @Override
  public A depthwiseInputGradient(
      A cotangent, A kernel, DepthwiseGeometry geometry, Kernels<A> kernels) {
    return TfDepthwise.has(geometry.window())
        ? new TfDepthwise<>(ops, shaping).inputGradient(cotangent, kernel, geometry)
        : ConvolutionKernels.super.depthwiseInputGradient(cotangent, kernel, geometry, kernels);
  }

  @Override
  public A depthwiseKernelGradient(
      A image, A cotangent, DepthwiseGeometry geometry, Kernels<A> kernels) {
    return TfDepthwise.has(geometry.window())
        ? new TfDepthwise<>(ops, shaping).kernelGradient(image, cotangent, geometry)
        : ConvolutionKernels.super.depthwiseKernelGradient(image, cotangent, geometry, kernels);
  }

  /**
   * From and to few channels nothing is rounded: that takes no time, and every rounding of pixels
   * is in the result.
   */
  private Products<A> products(Shape kernel) {
    boolean narrow = Math.min(kernel.extent(2), kernel.extent(3)) <= FEW;
    return narrow ? products.exact() : products;
  }

  /** TensorFlow's own kernels refuse gradients of dilated convolutions; oneDNN's compute them. */
  private boolean isRefused(ConvGeometry geometry, A operand) {
    return !geometry.isDense() && !(oneDnn && ops.type(operand).dtype() == DType.FLOAT32);
  }

  private A padded(A image, ConvGeometry geometry) {
    return shaping.pad(image, margin(geometry), margin(geometry));
  }

  private Shape shape(A array) {
    return ops.type(array).shape();
  }
}

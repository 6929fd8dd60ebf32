package org.ncsn.tck.reference;

import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.ConvolutionKernels;
import org.ncsn.kernel.DepthwiseGeometry;
import org.ncsn.kernel.Kernels;

/**
 * {@code output[n,y,x,o] = sum over i, j, c of image[n, y s - p + i d, x s - p + j d, c]
 * kernel[i,j,c,o]} and what that sum's two adjoints are.
 */
final class ReferenceConvolution implements ConvolutionKernels<HostArray> {
  @Override
  public HostArray conv2d(HostArray image, HostArray kernel, ConvGeometry geometry) {
    Grid in = Grid.of(image);
    Grid taps = Grid.of(kernel);
    Grid out = Grid.zeros(geometry.output(image.shape(), kernel.shape()));
    everyProduct(
        in,
        taps,
        out,
        geometry,
        (n, row, column, c, i, j, y, x, o) ->
            out.add(n, y, x, o, in.at(n, row, column, c) * taps.at(i, j, c, o)));
    return out.rounded(image.dtype());
  }

  @Override
  public HostArray inputGradient(
      HostArray cotangent, HostArray kernel, Shape imageShape, ConvGeometry geometry) {
    Grid in = Grid.zeros(imageShape);
    Grid taps = Grid.of(kernel);
    Grid out = Grid.of(cotangent);
    everyProduct(
        in,
        taps,
        out,
        geometry,
        (n, row, column, c, i, j, y, x, o) ->
            in.add(n, row, column, c, out.at(n, y, x, o) * taps.at(i, j, c, o)));
    return in.rounded(cotangent.dtype());
  }

  @Override
  public HostArray kernelGradient(
      HostArray image, HostArray cotangent, Shape kernelShape, ConvGeometry geometry) {
    Grid in = Grid.of(image);
    Grid taps = Grid.zeros(kernelShape);
    Grid out = Grid.of(cotangent);
    everyProduct(
        in,
        taps,
        out,
        geometry,
        (n, row, column, c, i, j, y, x, o) ->
            taps.add(i, j, c, o, out.at(n, y, x, o) * in.at(n, row, column, c)));
    return taps.rounded(image.dtype());
  }

  @Override
  public HostArray depthwise(
      HostArray image, HostArray kernel, DepthwiseGeometry g, Kernels<HostArray> kernels) {
    Grid in = Grid.of(image);
    Grid taps = Grid.of(kernel.reshape(g.kernelWithOutputs()));
    Grid out = Grid.zeros(g.output());
    everyProduct(
        in,
        taps,
        out,
        g.window(),
        (n, row, column, c, i, j, y, x, o) ->
            out.add(n, y, x, c, in.at(n, row, column, c) * taps.at(i, j, c, 0)));
    return out.rounded(image.dtype());
  }

  @Override
  public HostArray depthwiseInputGradient(
      HostArray cotangent, HostArray kernel, DepthwiseGeometry g, Kernels<HostArray> kernels) {
    Grid in = Grid.zeros(g.image());
    Grid taps = Grid.of(kernel.reshape(g.kernelWithOutputs()));
    Grid out = Grid.of(cotangent);
    everyProduct(
        in,
        taps,
        out,
        g.window(),
        (n, row, column, c, i, j, y, x, o) ->
            in.add(n, row, column, c, out.at(n, y, x, c) * taps.at(i, j, c, 0)));
    return in.rounded(cotangent.dtype());
  }

  @Override
  public HostArray depthwiseKernelGradient(
      HostArray image, HostArray cotangent, DepthwiseGeometry g, Kernels<HostArray> kernels) {
    Grid in = Grid.of(image);
    Grid taps = Grid.zeros(g.kernelWithOutputs());
    Grid out = Grid.of(cotangent);
    everyProduct(
        in,
        taps,
        out,
        g.window(),
        (n, row, column, c, i, j, y, x, o) ->
            taps.add(i, j, c, 0, out.at(n, y, x, c) * in.at(n, row, column, c)));
    return taps.rounded(image.dtype()).reshape(g.kernel());
  }

  /** Visits every product of the sum; taps that lie in the padding have none. */
  private static void everyProduct(
      Grid image, Grid kernel, Grid output, ConvGeometry geometry, Product product) {
    for (int n = 0; n < output.extent(0); n++) {
      for (int y = 0; y < output.extent(1); y++) {
        for (int x = 0; x < output.extent(2); x++) {
          for (int i = 0; i < kernel.extent(0); i++) {
            for (int j = 0; j < kernel.extent(1); j++) {
              int row = y * geometry.strideH() - geometry.padH() + i * geometry.dilationH();
              int column = x * geometry.strideW() - geometry.padW() + j * geometry.dilationW();
              if (image.hasPixel(row, column)) {
                for (int c = 0; c < kernel.extent(2); c++) {
                  for (int o = 0; o < kernel.extent(3); o++) {
                    product.visit(n, row, column, c, i, j, y, x, o);
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /** An image's element, a kernel's and an output's that belong together. */
  private interface Product {
    void visit(int n, int row, int column, int c, int i, int j, int y, int x, int o);
  }
}

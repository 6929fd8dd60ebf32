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
    double[] pixels = in.values();
    double[] weights = taps.values();
    double[] sums = out.values();
    int channels = taps.extent(2);
    int outputs = taps.extent(3);
    everyPair(
        in,
        taps,
        out,
        geometry,
        (pixel, tap, result) -> {
          for (int c = 0; c < channels; c++) {
            for (int o = 0; o < outputs; o++) {
              sums[result + o] += pixels[pixel + c] * weights[tap + c * outputs + o];
            }
          }
        });
    return out.rounded(image.dtype());
  }

  @Override
  public HostArray inputGradient(
      HostArray cotangent, HostArray kernel, Shape imageShape, ConvGeometry geometry) {
    Grid in = Grid.zeros(imageShape);
    Grid taps = Grid.of(kernel);
    Grid out = Grid.of(cotangent);
    double[] given = out.values();
    double[] weights = taps.values();
    double[] sums = in.values();
    int channels = taps.extent(2);
    int outputs = taps.extent(3);
    everyPair(
        in,
        taps,
        out,
        geometry,
        (pixel, tap, result) -> {
          for (int c = 0; c < channels; c++) {
            for (int o = 0; o < outputs; o++) {
              sums[pixel + c] += given[result + o] * weights[tap + c * outputs + o];
            }
          }
        });
    return in.rounded(cotangent.dtype());
  }

  @Override
  public HostArray kernelGradient(
      HostArray image, HostArray cotangent, Shape kernelShape, ConvGeometry geometry) {
    Grid in = Grid.of(image);
    Grid taps = Grid.zeros(kernelShape);
    Grid out = Grid.of(cotangent);
    double[] pixels = in.values();
    double[] given = out.values();
    double[] sums = taps.values();
    int channels = taps.extent(2);
    int outputs = taps.extent(3);
    everyPair(
        in,
        taps,
        out,
        geometry,
        (pixel, tap, result) -> {
          for (int c = 0; c < channels; c++) {
            for (int o = 0; o < outputs; o++) {
              sums[tap + c * outputs + o] += given[result + o] * pixels[pixel + c];
            }
          }
        });
    return taps.rounded(image.dtype());
  }

  @Override
  public HostArray depthwise(
      HostArray image, HostArray kernel, DepthwiseGeometry g, Kernels<HostArray> kernels) {
    Grid in = Grid.of(image);
    Grid taps = Grid.of(kernel.reshape(g.kernelWithOutputs()));
    Grid out = Grid.zeros(g.output());
    double[] pixels = in.values();
    double[] weights = taps.values();
    double[] sums = out.values();
    int channels = taps.extent(2);
    everyPair(
        in,
        taps,
        out,
        g.window(),
        (pixel, tap, result) -> {
          for (int c = 0; c < channels; c++) {
            sums[result + c] += pixels[pixel + c] * weights[tap + c];
          }
        });
    return out.rounded(image.dtype());
  }

  @Override
  public HostArray depthwiseInputGradient(
      HostArray cotangent, HostArray kernel, DepthwiseGeometry g, Kernels<HostArray> kernels) {
    Grid in = Grid.zeros(g.image());
    Grid taps = Grid.of(kernel.reshape(g.kernelWithOutputs()));
    Grid out = Grid.of(cotangent);
    double[] given = out.values();
    double[] weights = taps.values();
    double[] sums = in.values();
    int channels = taps.extent(2);
    everyPair(
        in,
        taps,
        out,
        g.window(),
        (pixel, tap, result) -> {
          for (int c = 0; c < channels; c++) {
            sums[pixel + c] += given[result + c] * weights[tap + c];
          }
        });
    return in.rounded(cotangent.dtype());
  }

  @Override
  public HostArray depthwiseKernelGradient(
      HostArray image, HostArray cotangent, DepthwiseGeometry g, Kernels<HostArray> kernels) {
    Grid in = Grid.of(image);
    Grid taps = Grid.zeros(g.kernelWithOutputs());
    Grid out = Grid.of(cotangent);
    double[] pixels = in.values();
    double[] given = out.values();
    double[] sums = taps.values();
    int channels = taps.extent(2);
    everyPair(
        in,
        taps,
        out,
        g.window(),
        (pixel, tap, result) -> {
          for (int c = 0; c < channels; c++) {
            sums[tap + c] += given[result + c] * pixels[pixel + c];
          }
        });
    return taps.rounded(image.dtype()).reshape(g.kernel());
  }

  /**
   * Visits every pixel that a tap of an output lies on, and the numbers at all channels with them;
   * taps that lie in the padding have none.
   */
  private static void everyPair(
      Grid image, Grid kernel, Grid output, ConvGeometry geometry, Pair pair) {
    for (int n = 0; n < output.extent(0); n++) {
      for (int y = 0; y < output.extent(1); y++) {
        for (int x = 0; x < output.extent(2); x++) {
          for (int i = 0; i < kernel.extent(0); i++) {
            for (int j = 0; j < kernel.extent(1); j++) {
              int row = y * geometry.strideH() - geometry.padH() + i * geometry.dilationH();
              int column = x * geometry.strideW() - geometry.padW() + j * geometry.dilationW();
              if (image.hasPixel(row, column)) {
                pair.visit(
                    image.index(n, row, column, 0),
                    kernel.index(i, j, 0, 0),
                    output.index(n, y, x, 0));
              }
            }
          }
        }
      }
    }
  }

  /** Where the channels of an image's pixel, of a kernel's tap and of an output begin. */
  private interface Pair {
    void visit(int pixel, int tap, int result);
  }
}

package org.ncsn.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.ncsn.array.Shape;

/**
 * Convolutions of each channel with a kernel of its own, as one ordinary convolution after the
 * other.
 *
 * @param <A> the engine's array
 */
record ChannelConvolutions<A>(Kernels<A> kernels, DepthwiseGeometry geometry) {
  A convolution(A image, A kernel) {
    return joined(
        channel -> {
          A pixels = channel(image, geometry.image(), channel);
          A taps = taps(kernel, channel);
          A result = kernels.convolution().conv2d(pixels, taps, geometry.window());
          release(pixels, taps);
          return result;
        });
  }

  A inputGradient(A cotangent, A kernel) {
    return joined(
        channel -> {
          A outputs = channel(cotangent, geometry.output(), channel);
          A taps = taps(kernel, channel);
          Shape image = geometry.image().with(3, 1);
          A result = kernels.convolution().inputGradient(outputs, taps, image, geometry.window());
          release(outputs, taps);
          return result;
        });
  }

  A kernelGradient(A image, A cotangent) {
    A gradient =
        joined(
            channel -> {
              A pixels = channel(image, geometry.image(), channel);
              A outputs = channel(cotangent, geometry.output(), channel);
              A result =
                  kernels.convolution().kernelGradient(pixels, outputs, one(), geometry.window());
              release(pixels, outputs);
              return result;
            });
    A result = kernels.shaping().reshape(gradient, geometry.kernel());
    release(gradient);
    return result;
  }

  private A joined(IntFunction<A> ofChannel) {
    if (geometry.channels() == 1) {
      return ofChannel.apply(0);
    }
    List<A> results = new ArrayList<>();
    for (int channel = 0; channel < geometry.channels(); channel++) {
      results.add(ofChannel.apply(channel));
    }
    A all = kernels.shaping().concat(results, 3);
    results.forEach(this::release);
    return all;
  }

  private A channel(A images, Shape shape, int channel) {
    return kernels.shaping().slice(images, new int[] {0, 0, 0, channel}, shape.with(3, 1));
  }

  private A taps(A kernel, int channel) {
    Shape plane = geometry.kernel().with(2, 1);
    A slice = kernels.shaping().slice(kernel, new int[] {0, 0, channel}, plane);
    A result = kernels.shaping().reshape(slice, one());
    release(slice);
    return result;
  }

  /** Shape of one channel's kernel as an ordinary one. */
  private Shape one() {
    return geometry.kernelWithOutputs().with(2, 1);
  }

  @SafeVarargs
  private void release(A... intermediate) {
    for (A each : intermediate) {
      kernels.elementwise().release(each);
    }
  }
}

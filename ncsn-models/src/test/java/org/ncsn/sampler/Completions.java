package org.ncsn.sampler;

import java.util.Arrays;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;

/**
 * The reference data of inpainting, whose images are numbered reference times samples plus sample.
 */
final class Completions {
  private Completions() {}

  /** Images {@code [N,H,W,C]} of {@code [references,samples,C,H,W]}. */
  static HostArray flat(HostArray torch, DType dtype) {
    int[] extents = torch.shape().extents();
    int[] merged = Arrays.copyOfRange(extents, 1, extents.length);
    merged[0] *= extents[0];
    return TorchArrays.images(torch.reshape(Shape.of(merged)), dtype);
  }

  /** Every reference image so many times. */
  static HostArray repeated(HostArray torch, int samples, DType dtype) {
    HostArray images = TorchArrays.images(torch, dtype);
    int size = images.shape().intSize() / images.shape().extent(0);
    Shape shape = images.shape().with(0, samples * images.shape().extent(0));
    double[] values = new double[shape.intSize()];
    for (int i = 0; i < values.length; i++) {
      values[i] = images.at(i / size / samples * size + i % size);
    }
    return HostArray.of(shape, values).to(dtype);
  }

  /** 1 in the left half of the columns of {@code [N,H,W,C]}. */
  static HostArray leftHalf(TensorType images) {
    int channels = images.shape().extent(3);
    int width = images.shape().extent(2);
    double[] mask = new double[images.shape().intSize()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i / channels % width < width / 2 ? 1 : 0;
    }
    return HostArray.of(images.shape(), mask).to(images.dtype());
  }

  /** Noise of a level for the left half, {@code [levels,N,C,H,W/2]}, with zeros for the right. */
  static HostArray widened(HostArray halves, int level, DType dtype) {
    HostArray half = TorchArrays.images(TorchArrays.entry(halves, level), dtype);
    int row = half.shape().extent(2) * half.shape().extent(3);
    Shape shape = half.shape().with(2, 2 * half.shape().extent(2));
    double[] values = new double[shape.intSize()];
    for (int i = 0; i < half.shape().intSize(); i++) {
      values[i / row * 2 * row + i % row] = half.at(i);
    }
    return HostArray.of(shape, values).to(dtype);
  }
}

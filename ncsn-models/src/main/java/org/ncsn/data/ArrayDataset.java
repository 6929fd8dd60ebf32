package org.ncsn.data;

import java.util.Arrays;
import java.util.Objects;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/**
 * Samples in memory.
 *
 * @param samples {@code [N,...]}
 */
record ArrayDataset(HostArray samples) implements Dataset {
  ArrayDataset {
    if (samples.shape().rank() < 2 || samples.shape().size() == 0) {
      throw new IllegalArgumentException(
          "dataset: samples are [N,...] with at least one, found " + samples.type());
    }
  }

  @Override
  public int size() {
    return samples.shape().extent(0);
  }

  @Override
  public Shape sampleShape() {
    int[] extents = samples.shape().extents();
    return Shape.of(Arrays.copyOfRange(extents, 1, extents.length));
  }

  @Override
  public HostArray batch(int... indices) {
    HostArray batch = HostArray.zeros(samples.type().with(samples.shape().with(0, indices.length)));
    int length = sampleShape().intSize();
    for (int i = 0; i < indices.length; i++) {
      int from = Objects.checkIndex(indices[i], size()) * length;
      HostArray.copy(samples, from, batch, i * length, length);
    }
    return batch;
  }
}

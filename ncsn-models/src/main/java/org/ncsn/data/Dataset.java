package org.ncsn.data;

import java.util.Optional;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/** Samples of one shape, numbered from 0. Several threads may ask for some at once. */
public interface Dataset {
  /** Samples in memory, {@code [N,...]}: images in [0,1], points, or whatever a network takes. */
  static Dataset of(HostArray samples) {
    return new ArrayDataset(samples);
  }

  /**
   * These samples with their classes.
   *
   * @throws IllegalArgumentException if there are more or fewer classes than samples
   */
  default Dataset with(Classes known) {
    return new ClassifiedDataset(this, known);
  }

  /** Number of samples. */
  int size();

  /** Shape of every sample, {@code [H,W,C]} of images. */
  Shape sampleShape();

  /**
   * Some of the samples.
   *
   * @param indices which ones, each at least 0 and below {@link #size()}
   * @return {@code float32 [n,...]}; of pictures, values k/255 in [0,1]
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  HostArray batch(int... indices);

  /**
   * One of the samples, as precisely as it is known.
   *
   * @return {@code float64 [1,...]}; of pictures, values k/255 in [0,1]
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  default HostArray precisely(int index) {
    return batch(index).to(DType.FLOAT64);
  }

  /** The samples' classes, if they are known. */
  default Optional<Classes> classes() {
    return Optional.empty();
  }
}

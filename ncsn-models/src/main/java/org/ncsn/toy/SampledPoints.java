package org.ncsn.toy;

import java.util.Objects;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.Dataset;
import org.ncsn.random.NoiseSource;

/**
 * A data set of independent points of a distribution. No point is kept: each is drawn, always the
 * same, when it is asked for.
 *
 * @param noise where points are drawn from; it is split, not drawn from
 */
public record SampledPoints(GaussianMixture mixture, NoiseSource noise, int size)
    implements Dataset {
  /** {@code [2]}. */
  @Override
  public Shape sampleShape() {
    return Shape.of(2);
  }

  /** {@code float32 [n,2]}. */
  @Override
  public HostArray batch(int... indices) {
    float[] points = new float[2 * indices.length];
    for (int i = 0; i < indices.length; i++) {
      int index = Objects.checkIndex(indices[i], size);
      System.arraycopy(mixture.sample(noise.split(index), 1).floats(), 0, points, 2 * i, 2);
    }
    return HostArray.of(Shape.of(indices.length, 2), points);
  }
}

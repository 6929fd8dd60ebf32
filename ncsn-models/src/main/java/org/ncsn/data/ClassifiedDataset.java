package org.ncsn.data;

import java.util.Locale;
import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/**
 * Samples whose classes are known.
 *
 * @param known of every sample
 */
record ClassifiedDataset(Dataset samples, Classes known) implements Dataset {
  ClassifiedDataset {
    if (samples.size() != known.samples()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "dataset: every sample has a class, found %d samples and %d classes",
              samples.size(),
              known.samples()));
    }
  }

  @Override
  public int size() {
    return samples.size();
  }

  @Override
  public Shape sampleShape() {
    return samples.sampleShape();
  }

  @Override
  public HostArray batch(int... indices) {
    return samples.batch(indices);
  }

  @Override
  public HostArray precisely(int index) {
    return samples.precisely(index);
  }

  @Override
  public Optional<Classes> classes() {
    return Optional.of(known);
  }
}

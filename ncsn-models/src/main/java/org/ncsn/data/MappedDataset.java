package org.ncsn.data;

import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/** Samples on the scale that a network sees them on. */
record MappedDataset(Dataset samples, Preparation preparation) implements Dataset {
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
    return preparation.mapped(samples.batch(indices));
  }

  @Override
  public HostArray precisely(int index) {
    return preparation.mapped(samples.precisely(index));
  }

  @Override
  public Optional<Classes> classes() {
    return samples.classes();
  }
}

package org.ncsn.cli.experiment;

import java.util.Arrays;
import java.util.OptionalInt;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/**
 * What samples are to show.
 *
 * @param count how many classes there are, numbered from 0
 * @param only the class of all samples; otherwise sample after sample is of the next one
 */
public record SampledClasses(int count, OptionalInt only) {
  /**
   * Classes of numbered samples, {@code int32 [n]}.
   *
   * @param first number of the first sample
   * @param n how many samples
   */
  public HostArray of(int first, int n) {
    int[] classes = new int[n];
    Arrays.setAll(classes, i -> only.orElse((first + i) % count));
    return HostArray.of(Shape.of(n), classes);
  }
}

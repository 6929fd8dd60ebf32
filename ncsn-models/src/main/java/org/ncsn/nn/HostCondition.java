package org.ncsn.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;

/**
 * A {@link Condition} in Java memory, checked against what a network takes before anything runs.
 *
 * @param noise levels as {@code int32 [N]}, times or standard deviations as floating {@code [N]}
 * @param classes {@code int32 [N]}
 */
public record HostCondition(Optional<HostArray> noise, Optional<HostArray> classes) {
  /** Nothing is told. */
  public static final HostCondition NONE = new HostCondition(Optional.empty(), Optional.empty());

  /** One noise level for so many samples. */
  public static HostCondition level(int index, int samples) {
    int[] all = new int[samples];
    Arrays.fill(all, index);
    return of(HostArray.of(Shape.of(samples), all));
  }

  /** Each sample's noise level, {@code int32 [N]}, or time or standard deviation, {@code [N]}. */
  public static HostCondition of(HostArray noise) {
    return new HostCondition(Optional.of(noise), Optional.empty());
  }

  /** The same with each sample's class, {@code int32 [N]}. */
  public HostCondition withClasses(HostArray index) {
    return new HostCondition(noise, Optional.of(index));
  }

  /**
   * The arrays that a network takes with a batch, in its order.
   *
   * @param batch type of the batch, {@code [N,...]}
   * @throws IllegalArgumentException if the network takes something else, or if a level or a class
   *     does not exist
   */
  public List<HostArray> told(Conditioning taken, TensorType batch) {
    List<HostArray> told = new ArrayList<>();
    Shape perSample = Shape.of(batch.shape().extent(0));
    if (noise.isPresent() != taken.knowsNoise()
        || classes.isPresent() != taken.classes().isPresent()) {
      throw new IllegalArgumentException(
          "condition: the network takes " + taken + ", found " + this);
    }
    if (noise.isPresent()) {
      if (taken.noise() instanceof Conditioning.Levels levels) {
        requireIndices("noise level", noise.get(), perSample, levels.count());
        told.add(noise.get());
      } else {
        told.add(times(noise.get(), batch.with(perSample)));
      }
    }
    if (classes.isPresent()) {
      requireIndices("class", classes.get(), perSample, taken.classes().orElseThrow().numbers());
      told.add(classes.get());
    }
    return told;
  }

  private static HostArray times(HostArray found, TensorType expected) {
    if (!found.dtype().isFloating() || !found.shape().equals(expected.shape())) {
      throw new IllegalArgumentException(
          "condition: times are " + expected + ", one for each sample, found " + found.type());
    }
    return found.to(expected.dtype());
  }

  private static void requireIndices(String what, HostArray found, Shape expected, int count) {
    if (found.dtype() != DType.INT32 || !found.shape().equals(expected)) {
      throw new IllegalArgumentException(
          "condition: one "
              + what
              + " for each sample, int32"
              + expected
              + ", found "
              + found.type());
    }
    for (int index : found.ints()) {
      if (index < 0 || index >= count) {
        throw new IllegalArgumentException(
            "condition: there is no "
                + what
                + " "
                + index
                + ", they are numbered 0 to "
                + (count - 1));
      }
    }
  }

  @Override
  public String toString() {
    return (noise.isPresent() ? "noise as " + noise.get().type() : "nothing of the noise")
        + (classes.isPresent() ? " and classes" : "");
  }
}

package org.ncsn.data;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.random.NoiseSource;

/** Some samples of a data set, in its order. */
public final class Selection implements Dataset {
  private final Dataset all;
  private final int[] chosen;

  private Selection(Dataset all, int[] chosen) {
    this.all = all;
    this.chosen = chosen;
  }

  /**
   * So many at random, no one twice; all if there are no more.
   *
   * @param count at least 1
   * @param noise decides which; the same noise chooses the same ones
   */
  public static Selection of(Dataset all, int count, NoiseSource noise) {
    int[] order = noise.permutation(all.size());
    int[] chosen = Arrays.copyOf(order, Math.min(count, order.length));
    Arrays.sort(chosen);
    return new Selection(all, chosen);
  }

  /**
   * Samples next to each other.
   *
   * @param from the first one's number
   * @param to the number behind the last one's
   */
  public static Selection range(Dataset all, int from, int to) {
    return new Selection(all, IntStream.range(from, to).toArray());
  }

  /** The number in the whole data set of a sample of this one. */
  public int indexInAll(int index) {
    return chosen[index];
  }

  @Override
  public int size() {
    return chosen.length;
  }

  @Override
  public Shape sampleShape() {
    return all.sampleShape();
  }

  @Override
  public HostArray batch(int... indices) {
    return all.batch(Arrays.stream(indices).map(this::indexInAll).toArray());
  }

  @Override
  public HostArray precisely(int index) {
    return all.precisely(indexInAll(index));
  }

  @Override
  public Optional<Classes> classes() {
    return all.classes().map(known -> known.chosen(chosen));
  }
}

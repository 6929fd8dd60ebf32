package org.ncsn.classifier;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How many samples of each class a classifier took for which class. */
public final class ConfusionMatrix {
  private final int[][] counts;

  private ConfusionMatrix(int[][] counts) {
    this.counts = counts;
  }

  /**
   * Counts samples.
   *
   * @param classes how many classes there are
   * @param shown the class of each sample
   * @param recognised what each sample was taken for
   * @throws IllegalArgumentException if there are more of the one than of the other
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public static ConfusionMatrix of(int classes, int[] shown, int[] recognised) {
    if (shown.length != recognised.length) {
      throw new IllegalArgumentException(
          "confusion: " + shown.length + " samples, but " + recognised.length + " were recognised");
    }
    int[][] counts = new int[classes][classes];
    for (int i = 0; i < shown.length; i++) {
      counts[shown[i]][recognised[i]]++;
    }
    return new ConfusionMatrix(counts);
  }

  /** How many classes there are. */
  public int classes() {
    return counts.length;
  }

  /** How many samples of one class were taken for another, or for what they are. */
  public int at(int shown, int recognised) {
    return counts[shown][recognised];
  }

  /** How many samples of a class there were. */
  public int of(int shown) {
    return Arrays.stream(counts[shown]).sum();
  }

  /** How many samples there were. */
  public int samples() {
    return IntStream.range(0, classes()).map(this::of).sum();
  }

  /** How many of them were recognised. */
  public int recognised() {
    return IntStream.range(0, classes()).map(each -> counts[each][each]).sum();
  }

  /** The share of them that was recognised, 0 to 1; of no samples, not a number. */
  public double accuracy() {
    return (double) recognised() / samples();
  }
}

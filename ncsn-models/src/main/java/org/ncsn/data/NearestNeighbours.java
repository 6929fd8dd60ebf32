package org.ncsn.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.ncsn.array.HostArray;

/**
 * The images of a data set that are nearest to given ones, by the Euclidean distance of their
 * pixels: whether a network has learnt by heart (appendix B.4 of the paper). The search is exact,
 * and reads the data set once, a batch at a time.
 */
public final class NearestNeighbours {
  private static final int BATCH = 256;

  /** Of two at the same distance the later one counts as farther. */
  private static final Comparator<Neighbour> FARTHEST_FIRST =
      Comparator.comparingDouble(Neighbour::squaredDistance)
          .thenComparingInt(Neighbour::index)
          .reversed();

  private NearestNeighbours() {}

  /**
   * An image of the data set.
   *
   * @param index its number there
   * @param squaredDistance sum of the squared differences of the pixels
   */
  public record Neighbour(int index, double squaredDistance) {}

  /**
   * Finds the neighbours of every image.
   *
   * @param images {@code float32 [N,...]} of the data set's shape, images or feature vectors
   * @param count how many neighbours; fewer if the data set is smaller
   * @return for each image its neighbours, the nearest first
   */
  public static List<List<Neighbour>> of(HostArray images, Dataset among, int count) {
    int given = images.shape().extent(0);
    int length = among.sampleShape().intSize();
    if (images.shape().size() != (long) given * length) {
      throw new IllegalArgumentException(
          "nearest neighbours: " + images.type() + " among images " + among.sampleShape());
    }
    List<PriorityQueue<Neighbour>> nearest = new ArrayList<>();
    for (int i = 0; i < given; i++) {
      nearest.add(new PriorityQueue<>(FARTHEST_FIRST));
    }
    for (int from = 0; from < among.size(); from += BATCH) {
      int size = Math.min(BATCH, among.size() - from);
      float[] batch = among.batch(IntStream.range(from, from + size).toArray()).floats();
      for (int i = 0; i < given; i++) {
        for (int j = 0; j < size; j++) {
          double distance = squaredDistance(images.floats(), i * length, batch, j * length, length);
          keep(nearest.get(i), new Neighbour(from + j, distance), count);
        }
      }
    }
    return nearest.stream().map(NearestNeighbours::sorted).toList();
  }

  private static void keep(PriorityQueue<Neighbour> nearest, Neighbour candidate, int count) {
    nearest.add(candidate);
    if (nearest.size() > count) {
      nearest.remove();
    }
  }

  private static List<Neighbour> sorted(PriorityQueue<Neighbour> nearest) {
    return nearest.stream().sorted(FARTHEST_FIRST.reversed()).toList();
  }

  private static double squaredDistance(float[] a, int fromA, float[] b, int fromB, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      double difference = a[fromA + i] - b[fromB + i];
      sum += difference * difference;
    }
    return sum;
  }
}

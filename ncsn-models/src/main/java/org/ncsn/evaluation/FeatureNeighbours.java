package org.ncsn.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ncsn.array.HostArray;
import org.ncsn.data.Dataset;
import org.ncsn.data.NearestNeighbours;
import org.ncsn.data.NearestNeighbours.Neighbour;

/**
 * The images of a data set that are nearest to samples by their features: whether a network has
 * learnt by heart what a mirror or a shift hides from the comparison of pixels.
 */
public final class FeatureNeighbours {
  private static final Comparator<Neighbour> NEAREST_FIRST =
      Comparator.comparingDouble(Neighbour::squaredDistance).thenComparingInt(Neighbour::index);

  private FeatureNeighbours() {}

  /**
   * Finds the neighbours of every sample. An image is as near as it is to the sample or to the
   * mirrored one, whichever is nearer.
   *
   * @param samples features, {@code float32 [n,D]}
   * @param mirrored features of the same samples, mirrored left to right
   * @param images features of the data set, {@code float32 [N,D]}
   * @param count how many neighbours; fewer if there are fewer images
   * @return for each sample its neighbours, the nearest first
   */
  public static List<List<Neighbour>> of(
      HostArray samples, HostArray mirrored, HostArray images, int count) {
    Dataset among = Dataset.of(images);
    List<List<Neighbour>> asTheyAre = NearestNeighbours.of(samples, among, count);
    List<List<Neighbour>> ofMirrored = NearestNeighbours.of(mirrored, among, count);
    List<List<Neighbour>> nearer = new ArrayList<>();
    for (int i = 0; i < asTheyAre.size(); i++) {
      nearer.add(nearest(asTheyAre.get(i), ofMirrored.get(i), count));
    }
    return nearer;
  }

  /** The nearest of both are among the nearest of one of them. */
  private static List<Neighbour> nearest(List<Neighbour> one, List<Neighbour> two, int count) {
    Map<Integer, Neighbour> byIndex = new LinkedHashMap<>();
    Stream.concat(one.stream(), two.stream())
        .sorted(NEAREST_FIRST)
        .forEach(neighbour -> byIndex.putIfAbsent(neighbour.index(), neighbour));
    return byIndex.values().stream().limit(count).toList();
  }
}

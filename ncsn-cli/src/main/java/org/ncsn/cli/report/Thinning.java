package org.ncsn.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Makes much little, so that the report of a long run is no larger than that of a short one. */
final class Thinning {
  private Thinning() {}

  /**
   * Means of a curve over stretches of equal length, none if there are fewer points anyway.
   *
   * @return step and value; the step is the last one of its stretch
   */
  static List<List<Double>> means(NavigableMap<Long, Double> curve, int most) {
    int length = Math.max(1, (curve.size() + most - 1) / most);
    List<List<Double>> points = new ArrayList<>();
    double sum = 0;
    int count = 0;
    for (Map.Entry<Long, Double> point : curve.entrySet()) {
      sum += point.getValue();
      count++;
      if (count == length || point.getKey().equals(curve.lastKey())) {
        points.add(List.of((double) point.getKey(), sum / count));
        sum = 0;
        count = 0;
      }
    }
    return points;
  }

  /** So many entries, evenly spaced, the first and the last among them. */
  static <V> NavigableMap<Long, V> evenly(NavigableMap<Long, V> entries, int most) {
    List<Map.Entry<Long, V>> all = List.copyOf(entries.entrySet());
    NavigableMap<Long, V> kept = new TreeMap<>();
    int count = Math.min(most, all.size());
    for (int i = 0; i < count; i++) {
      int index = count == 1 ? all.size() - 1 : (int) ((long) i * (all.size() - 1) / (count - 1));
      kept.put(all.get(index).getKey(), all.get(index).getValue());
    }
    return kept;
  }
}

package org.ncsn.backend.nd4j;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ncsn.array.Shape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The memory in which programs compute, one region for each element type. Programs run one after
 * another, so all of them share it: it is as large as the largest of them needs.
 */
final class Arena {
  private final List<Map<DataType, Long>> requests = new ArrayList<>();
  private final Map<DataType, NativeMemory> regions = new EnumMap<>(DataType.class);
  private final Map<Place, INDArray> views = new HashMap<>();
  private int generation;

  private record Place(DataType type, long offset, Shape shape) {}

  /** Asks for regions of so many elements. */
  void request(Map<DataType, Long> extents) {
    requests.add(extents);
    fit();
  }

  /** Takes a request back. */
  void withdraw(Map<DataType, Long> extents) {
    requests.remove(extents);
    fit();
  }

  /** Changes whenever arrays in the arena lose their place. */
  int generation() {
    return generation;
  }

  /** Elements of a region, from an offset on, as an array. */
  INDArray view(DataType type, long offset, Shape shape) {
    return views.computeIfAbsent(
        new Place(type, offset, shape), place -> regions.get(type).view(offset, shape));
  }

  /** Bytes that the arena takes. */
  long bytes() {
    return regions.values().stream()
        .mapToLong(region -> region.capacity() * region.type().width())
        .sum();
  }

  private void fit() {
    Map<DataType, Long> wanted = new EnumMap<>(DataType.class);
    requests.forEach(
        request -> request.forEach((type, extent) -> wanted.merge(type, extent, Math::max)));
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE, DataType.INT32, DataType.BOOL)) {
      NativeMemory region = regions.get(type);
      long has = region == null ? 0 : region.capacity();
      long wants = wanted.getOrDefault(type, 0L);
      if (has != wants) {
        generation++;
        views.clear();
        if (region != null) {
          region.free();
          regions.remove(type);
        }
        if (wants > 0) {
          regions.put(type, new NativeMemory(type, wants));
        }
      }
    }
  }
}

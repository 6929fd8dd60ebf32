package org.ncsn.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.tck.Agreement;
import org.ncsn.training.TrainingState.Snapshot;

/** Compares states of training. */
final class Snapshots {
  private Snapshots() {}

  static void assertEqual(Snapshot actual, Snapshot expected) {
    assertThat(actual.step()).isEqualTo(expected.step());
    assertThat(actual.slots().keySet()).containsExactlyElementsOf(expected.slots().keySet());
    List<HostArray> expectedArrays = all(expected);
    List<HostArray> actualArrays = all(actual);
    assertThat(actualArrays).hasSameSizeAs(expectedArrays);
    for (int i = 0; i < expectedArrays.size(); i++) {
      assertThat(actualArrays.get(i).floats()).containsExactly(expectedArrays.get(i).floats());
    }
  }

  /** How far apart all weights are, in the L2 norm. */
  static double distance(Snapshot one, Snapshot other) {
    List<HostArray> ones = one.weights().values();
    List<HostArray> others = other.weights().values();
    assertThat(ones).hasSameSizeAs(others);
    double distance = 0;
    for (int i = 0; i < ones.size(); i++) {
      distance = Math.hypot(distance, Agreement.distance(ones.get(i), others.get(i)));
    }
    return distance;
  }

  private static List<HostArray> all(Snapshot snapshot) {
    List<HostArray> all = new ArrayList<>(snapshot.weights().values());
    all.addAll(snapshot.weights().buffers());
    snapshot.slots().values().forEach(all::addAll);
    all.addAll(snapshot.average());
    return all;
  }
}

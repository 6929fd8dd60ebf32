package org.ncsn.cli.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.ncsn.tensor.HostArray;
import org.ncsn.training.TrainingState.Snapshot;

/** Compares states of training. */
final class Snapshots {
  private Snapshots() {}

  static void assertEqual(Snapshot actual, Snapshot expected) {
    assertThat(actual.step()).isEqualTo(expected.step());
    assertThat(actual.slots().keySet()).containsExactlyElementsOf(expected.slots().keySet());
    assertArrays(actual, expected, 0);
  }

  static void assertClose(Snapshot actual, Snapshot expected, float tolerance) {
    assertThat(actual.step()).isEqualTo(expected.step());
    assertArrays(actual, expected, tolerance);
  }

  private static void assertArrays(Snapshot actual, Snapshot expected, float tolerance) {
    List<HostArray> expectedArrays = all(expected);
    List<HostArray> actualArrays = all(actual);
    assertThat(actualArrays).hasSameSizeAs(expectedArrays);
    for (int i = 0; i < expectedArrays.size(); i++) {
      if (tolerance == 0) {
        assertThat(actualArrays.get(i).floats()).containsExactly(expectedArrays.get(i).floats());
      } else {
        Assertions.assertThat(actualArrays.get(i).floats())
            .containsExactly(expectedArrays.get(i).floats(), Offset.offset(tolerance));
      }
    }
  }

  private static List<HostArray> all(Snapshot snapshot) {
    List<HostArray> all = new ArrayList<>(snapshot.weights().values());
    all.addAll(snapshot.weights().buffers());
    snapshot.slots().values().forEach(all::addAll);
    all.addAll(snapshot.average());
    return all;
  }
}

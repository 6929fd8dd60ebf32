package org.ncsn.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.golden.Golden;

class LegacyShuffleTest {
  private static final int SEED = 2019;

  private final Map<String, HostArray> golden = Golden.npz("ncsnv2_schedule", "ffhq_split.npz");

  @Test
  void shufflesAsNumPyDoes() {
    assertThat(LegacyShuffle.order(10, SEED)).isEqualTo(golden.get("order_10").ints());
    assertThat(LegacyShuffle.order(57, SEED)).isEqualTo(golden.get("order_57").ints());
  }

  /** The recorded ones are the first 20, those around the split, and the last 20. */
  @Test
  void shufflesFfhqAsNumPyDoes() {
    int[] order = LegacyShuffle.order(70_000, SEED);

    assertThat(
            IntStream.range(0, order.length)
                .filter(i -> i < 20 || (i >= 62_980 && i < 63_020) || i >= 69_980)
                .map(i -> order[i])
                .toArray())
        .isEqualTo(golden.get("order_70000").ints());
  }

  @Test
  void leavesNoneOut() {
    assertThat(LegacyShuffle.order(1000, 5)).doesNotHaveDuplicates().hasSize(1000);
    assertThat(LegacyShuffle.order(1, 5)).containsExactly(0);
    assertThat(LegacyShuffle.order(0, 5)).isEmpty();
  }
}

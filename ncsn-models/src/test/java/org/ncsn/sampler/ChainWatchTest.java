package org.ncsn.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.sampler.ChainWatch.Loss;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;

/** Three chains of two numbers each. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#all")
class ChainWatchTest {
  @Parameter Backend backend;
  private final List<Integer> seen = new ArrayList<>();
  private final ChainWatch watch =
      new ChainWatch(
          new AnnealedLangevin(new LangevinSchedule(NoiseLevels.geometric(20, 0.1, 3), 1, 1)),
          (step, level, state) -> {
            seen.add(step);
            return step < 9;
          });

  @Test
  void saysNothingOfChainsThatStayInSight() {
    assertThat(step(1, 0, 1, -2, 0, 60, -1000, 5)).isTrue();
    assertThat(watch.loss()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, -1e9f})
  void remembersWhereTheFirstChainWasLost(float lost) {
    step(3, 1, 1, 1, 1, 1, 1, 1);
    assertThat(step(4, 1, 1, 1, 1, lost, 1, 1)).as("others go on").isTrue();
    assertThat(step(5, 2, 1, 1, lost, lost, 1, 1)).isTrue();

    assertThat(watch.loss()).contains(new Loss(1, 3, 4, 1));
    assertThat(watch.loss().orElseThrow().isComplete()).isFalse();
  }

  @Test
  void endsWhenNoChainIsLeft() {
    assertThat(step(1, 0, Float.NaN, 1, 1, 1, 1, 1)).isTrue();
    assertThat(step(2, 0, Float.NaN, 1, 1, Float.NaN, Float.NaN, 1)).isFalse();

    assertThat(seen).as("what is shown of it").containsExactly(1);
    assertThat(watch.loss()).contains(new Loss(3, 3, 1, 0));
    assertThat(watch.loss().orElseThrow().isComplete()).isTrue();
  }

  @Test
  void leavesTheEndToWhoWatches() {
    assertThat(step(8, 0, 1, 1, 1, 1, 1, 1)).isTrue();
    assertThat(step(9, 0, 1, 1, 1, 1, 1, 1)).isFalse();
    assertThat(seen).containsExactly(8, 9);
  }

  private boolean step(int step, int level, float... values) {
    try (Scope scope = Scope.open()) {
      return watch.stepped(step, level, backend.tensor(HostArray.of(Shape.of(3, 2), values)));
    }
  }
}

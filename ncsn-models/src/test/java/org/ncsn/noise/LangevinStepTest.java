package org.ncsn.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.array.HostArray;
import org.ncsn.golden.Golden;

class LangevinStepTest {
  @Test
  void isTheOneThatLeavesTheLeastVariance() {
    Map<String, HostArray> golden = Golden.npz("ncsnv2_schedule", "step_size.npz");
    for (int i = 0; i < golden.get("epsilon").shape().extent(0); i++) {
      LangevinStep step =
          new LangevinStep(
              golden.get("sigma_end").at(i),
              golden.get("gamma").at(i),
              (int) golden.get("steps_each").at(i));
      double epsilon = golden.get("epsilon").at(i);
      double ratio = golden.get("ratio").at(i);

      assertThat(step.best()).isCloseTo(epsilon, within(1e-4 * epsilon));
      assertThat(step.variance(step.best())).isCloseTo(ratio, within(1e-9 * ratio));
      HostArray probe = golden.get("probe");
      for (int j = 0; j < probe.shape().extent(0); j++) {
        double probed = golden.get("ratio_at_probe").at(i * probe.shape().extent(0) + j);
        assertThat(step.variance(probe.at(j) * epsilon)).isCloseTo(probed, within(1e-9 * probed));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1.038", "1.668", "10", "1000"})
  void ofASingleStepHasAClosedForm(double ratio) {
    double expected = 0.01 * 0.01 * (1 - 1 / (ratio * ratio));

    assertThat(new LangevinStep(0.01, ratio, 1).best())
        .isCloseTo(expected, within(1e-9 * expected));
  }

  @Test
  void isLessThanThatOfAnyOtherStep() {
    LangevinStep step = new LangevinStep(0.01, 1.08, 1000);
    double best = step.best();

    assertThat(step.variance(best)).isGreaterThanOrEqualTo(1);
    for (double other : new double[] {0.5, 0.9, 1.1, 2}) {
      assertThat(step.variance(other * best)).isGreaterThan(step.variance(best));
    }
  }

  @Test
  void publishedLeavesWhatThePaperSays() {
    Map<String, HostArray> golden = Golden.npz("ncsnv2_schedule", "published_step_size.npz");
    double[][] ladders = {
      {100, 10, 100},
      {5000, 232, 5},
      {9000, 500, 5},
      {14000, 788, 4},
      {19000, 1086, 3},
      {34800, 2311, 3}
    };
    for (int i = 0; i < ladders.length; i++) {
      double ratio = Math.pow(ladders[i][0], 1 / (ladders[i][1] - 1));
      LangevinStep step = new LangevinStep(0.01, ratio, (int) ladders[i][2]);

      assertThat(step.variance(golden.get("step_lr").at(i)))
          .isCloseTo(golden.get("ratio").at(i), within(1e-9));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1.1, 5", "0.01, 1, 5", "0.01, NaN, 5", "0.01, 1.1, 0"})
  void refusesWhatIsNoLadder(double last, double ratio, int steps) {
    assertThatThrownBy(() -> new LangevinStep(last, ratio, steps))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

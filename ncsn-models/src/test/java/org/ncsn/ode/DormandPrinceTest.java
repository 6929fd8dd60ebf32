package org.ncsn.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The solver on equations whose solutions are known. */
class DormandPrinceTest {
  /** Each system decays at a rate of its own, {@code y' = -(n + 1) t y}. */
  private static final Equation DECAY =
      (times, states) -> {
        double[] slopes = new double[states.length];
        int size = states.length / times.length;
        Arrays.setAll(slopes, i -> -(i / size + 1) * times[i / size] * states[i]);
        return slopes;
      };

  private static final DormandPrince SOLVER = DormandPrince.of(1e-8);

  @Test
  void followsAnEquationForthAndBack() {
    Progress forth = SOLVER.solve(DECAY, 0, 2, new double[] {3}, 1);
    assertThat(forth.states()[0]).isCloseTo(3 * Math.exp(-2), within(1e-7));
    assertThat(forth.time(0)).isEqualTo(2);

    Progress back = SOLVER.solve(DECAY, 2, 0, forth.states(), 1);
    assertThat(back.states()[0]).isCloseTo(3, within(1e-6));
  }

  /** With steps of half the length the error is 2^5 times as small. */
  @Test
  void isOfFifthOrder() {
    double order = Math.log(errorOf(16) / errorOf(32)) / Math.log(2);
    assertThat(order).isCloseTo(5, within(0.3));
  }

  /** The error at 2 after so many steps of one length, whatever the solver would take. */
  private static double errorOf(int steps) {
    DormandPrince tolerant = DormandPrince.of(1e3);
    Progress progress = tolerant.begin(DECAY, 0, 2, new double[] {1}, 1);
    for (int step = 0; step < steps; step++) {
      Progress.Place equal = new Progress.Place(2.0 * step / steps, 2.0 / steps, false, 0);
      progress =
          new Progress(
              2, new Progress.Place[] {equal}, progress.states(), progress.slopes().clone());
      progress = tolerant.attempt(DECAY, progress);
    }
    return Math.abs(progress.states()[0] - Math.exp(-2));
  }

  @Test
  void systemsDoNotKnowOfEachOther() {
    double[] states = {1, 2, -3, 4, 50, 6};
    Progress together = SOLVER.solve(DECAY, 0, 2, states, 3);
    for (int system = 0; system < 3; system++) {
      int rate = system + 1;
      Equation alone =
          (times, y) -> Arrays.stream(y).map(value -> -rate * times[0] * value).toArray();
      double[] own = Arrays.copyOfRange(states, 2 * system, 2 * system + 2);
      Progress end = SOLVER.solve(alone, 0, 2, own, 1);
      assertThat(Arrays.copyOfRange(together.states(), 2 * system, 2 * system + 2))
          .as("to the last bit")
          .isEqualTo(end.states());
      assertThat(together.evaluations(system)).isEqualTo(end.mostEvaluations());
    }
    assertThat(together.evaluations(0)).isLessThan(together.evaluations(2));
  }

  @Test
  void aBatchAsOneSystemSharesItsSteps() {
    double[] states = {1, 2, -3, 4, 50, 6};
    Equation decay = (times, y) -> DECAY.slopes(new double[] {times[0], times[0], times[0]}, y);
    Progress together = SOLVER.with(Stepping.WHOLE_BATCH).solve(decay, 0, 2, states, 3);

    assertThat(together.systems()).isEqualTo(1);
    assertThat(together.evaluationsOf(3).ints()).containsOnly(together.mostEvaluations());
    assertThat(together.states()[4]).isCloseTo(50 * Math.exp(-6), within(1e-6));
  }

  @Test
  void goesOnFromWhatWasSavedAsIfItHadNotStopped() {
    Progress half = SOLVER.begin(DECAY, 0, 2, new double[] {1, 2}, 2);
    for (int attempt = 0; attempt < 4; attempt++) {
      half = SOLVER.attempt(DECAY, half);
    }
    Progress again = Progress.of(half.saved());
    while (!again.isDone()) {
      again = SOLVER.attempt(DECAY, again);
    }
    Progress atOnce = SOLVER.solve(DECAY, 0, 2, new double[] {1, 2}, 2);
    assertThat(again.saved()).isEqualTo(atOnce.saved());
  }

  @Test
  void countsTwoEvaluationsAtTheStartAndSixAnAttempt() {
    int[] calls = new int[1];
    Equation counted =
        (times, states) -> {
          calls[0]++;
          return DECAY.slopes(times, states);
        };
    Progress progress = SOLVER.begin(counted, 0, 2, new double[] {1}, 1);
    assertThat(progress.mostEvaluations()).isEqualTo(2).isEqualTo(calls[0]);
    assertThat(SOLVER.attempt(counted, progress).mostEvaluations())
        .isEqualTo(8)
        .isEqualTo(calls[0]);
  }

  @Test
  void whatStandsStillTakesOneStep() {
    Equation still = (times, states) -> new double[states.length];
    Progress end = SOLVER.solve(still, 1, 0, new double[] {4, 0}, 2);
    assertThat(end.states()).containsExactly(4, 0);
    assertThat(end.time(1)).isZero();
  }

  /** Of a slow equation long steps would do, but there may be nothing beyond the end. */
  @Test
  void looksNowhereBeyondTheEnd() {
    Equation slow =
        (times, states) -> {
          assertThat(times[0]).isBetween(0.0, 1.0);
          return new double[] {1e-3 * Math.sqrt(times[0])};
        };
    Progress end = SOLVER.solve(slow, 1, 0, new double[] {5}, 1);
    assertThat(end.states()[0]).isCloseTo(5 - 1e-3 * 2 / 3, within(1e-6));
  }

  @Test
  void aWayOfNoLengthIsDoneAtOnce() {
    assertThat(SOLVER.solve(DECAY, 1, 1, new double[] {4}, 1).states()).containsExactly(4);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1e-5, Double.NaN, Double.POSITIVE_INFINITY})
  void toleratesNoneButPositiveTolerances(double tolerance) {
    assertThatThrownBy(() -> DormandPrince.of(tolerance))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Dormand-Prince: the relative tolerance is positive, found " + tolerance);
    assertThatThrownBy(() -> new DormandPrince(1e-5, tolerance, Stepping.EACH_SAMPLE, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the absolute tolerance is positive");
  }

  @Test
  void toleratesNoLessThanRounding() {
    DormandPrince finest = new DormandPrince(1e-300, 1e-300, Stepping.EACH_SAMPLE, 1_000_000);
    double end = finest.solve(DECAY, 0, 1, new double[] {1}, 1).states()[0];
    assertThat(end).isCloseTo(Math.exp(-0.5), within(1e-12));
  }

  /** {@code y' = y^2} has no solution beyond 1. */
  @Test
  void saysWhereThereIsNoSolutionFurtherOn() {
    Equation explosion = (times, y) -> Arrays.stream(y).map(value -> value * value).toArray();
    assertThatThrownBy(() -> SOLVER.solve(explosion, 0, 2, new double[] {1}, 1))
        .isInstanceOf(IntegrationFailure.class)
        .hasMessageMatching("differential equation: system 0 stops at time (1.0|0.99).*: .*");
  }

  @Test
  void saysWhichSystemIsNotANumberAndWhere() {
    Equation lost = (times, states) -> new double[] {0.1, 0.1, times[2] > 0.5 ? Double.NaN : 1};
    assertThatThrownBy(() -> SOLVER.solve(lost, 0, 1, new double[] {1, 1, 1}, 3))
        .isInstanceOf(IntegrationFailure.class)
        .hasMessageContaining("system 2 stops at time ")
        .hasMessageEndingWith(": its state or slope is not a number");
    for (double from : List.of(0.6, 1.0)) {
      assertThatThrownBy(() -> SOLVER.solve(lost, from, 2, new double[] {1, 1, 1}, 3))
          .hasMessage(
              "differential equation: system 2 stops at time "
                  + from
                  + ": the slope is not finite");
    }
  }

  @Test
  void takesNoMoreEvaluationsThanItMay() {
    int enough = SOLVER.solve(DECAY, 0, 2, new double[] {1}, 1).mostEvaluations();
    assertThat(SOLVER.atMost(enough).solve(DECAY, 0, 2, new double[] {1}, 1).isDone()).isTrue();
    assertThatThrownBy(() -> SOLVER.atMost(enough - 1).solve(DECAY, 0, 2, new double[] {1}, 1))
        .isInstanceOf(IntegrationFailure.class)
        .hasMessageContaining(
            (enough - 6) + " evaluations are not enough; choose larger tolerances");
    assertThatThrownBy(() -> SOLVER.atMost(7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found a limit of 7");
  }
}

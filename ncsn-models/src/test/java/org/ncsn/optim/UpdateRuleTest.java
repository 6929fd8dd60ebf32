package org.ncsn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** Rates, clipping and averages around an optimizer. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#all")
class UpdateRuleTest {
  private static final Sgd PLAIN = new Sgd(0.5, 0, 0);

  @Parameter Backend backend;

  @Test
  void aGradientThatIsTooLongIsShortenedAsAWhole() {
    // (3, 4) has the norm 5: a fifth of it is left, and PyTorch's epsilon.
    double[] moved = moved(OptionalDouble.of(1), RateSchedule.CONSTANT, 1);
    assertThat(moved[0]).isCloseTo(-0.5 * 3 / 5, within(1e-6));
    assertThat(moved[1]).isCloseTo(-0.5 * 4 / 5, within(1e-6));
  }

  @Test
  void aShorterGradientStaysAsItIs() {
    assertThat(moved(OptionalDouble.of(6), RateSchedule.CONSTANT, 1)).containsExactly(-1.5, -2);
    assertThat(moved(OptionalDouble.empty(), RateSchedule.CONSTANT, 1)).containsExactly(-1.5, -2);
  }

  @Test
  void theRateFollowsItsSchedule() {
    RateSchedule falling = RateSchedule.stepwise(2, 0.5);
    assertThat(moved(OptionalDouble.empty(), falling, 2)).containsExactly(-1.5, -2);
    assertThat(moved(OptionalDouble.empty(), falling, 3)).containsExactly(-0.75, -1);
  }

  @Test
  void aWarmUpRisesEvenlyFromNothing() {
    RateSchedule warmed = RateSchedule.CONSTANT.warmedUp(4);
    assertThat(List.of(1, 2, 3, 5, 9).stream().map(warmed::factor))
        .containsExactly(0.0, 0.25, 0.5, 1.0, 1.0);
  }

  @Test
  void aCosineFallsToItsShareAndStays() {
    RateSchedule cosine = RateSchedule.cosine(10, 0.2);
    assertThat(cosine.factor(1)).isEqualTo(1);
    assertThat(cosine.factor(6)).isCloseTo(0.6, within(1e-12));
    assertThat(cosine.factor(11)).isCloseTo(0.2, within(1e-12));
    assertThat(cosine.factor(100)).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void anAverageThatWarmsUpFollowsFasterAtFirst() {
    MovingAverage average = new MovingAverage(0.9, true);
    assertThat(average.rateAt(1)).isCloseTo(2.0 / 11, within(1e-15));
    assertThat(average.rateAt(1000)).isEqualTo(0.9);
  }

  @Test
  void refusesWhatIsNoRule() {
    assertThatIllegalArgumentException().isThrownBy(() -> RateSchedule.stepwise(1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> RateSchedule.cosine(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new MovingAverage(1, false));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new UpdateRule(
                    PLAIN, RateSchedule.CONSTANT, OptionalDouble.of(0), MovingAverage.NONE));
  }

  /** Where the origin goes on the gradient (3, 4). */
  private double[] moved(OptionalDouble clip, RateSchedule schedule, long step) {
    UpdateRule rule = new UpdateRule(PLAIN, schedule, clip, MovingAverage.NONE);
    HostArray zero = HostArray.of(Shape.of(2), 0.0, 0.0);
    try (Scope scope = Scope.open()) {
      List<Tensor> vectors =
          List.of(backend.tensor(zero), backend.tensor(zero)).subList(0, 1 + PLAIN.slots().size());
      List<Tensor> scalars =
          rule.scalars(step).stream().map(value -> backend.scalar(DType.FLOAT64, value)).toList();
      Tensor gradient = backend.tensor(HostArray.of(Shape.of(2), 3.0, 4.0));
      return rule.apply(vectors, gradient, scalars).get(0).toHost().doubles();
    }
  }
}

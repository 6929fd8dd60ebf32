package org.ncsn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ncsn.TestBackends;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.autograd.Gradients;
import org.ncsn.loss.Slicing.Term;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** Directions have the lengths that their names promise, and terms are detached as asked. */
class SlicingTest {
  private static final TensorType MANY = new TensorType(DType.FLOAT64, Shape.of(4000, 3, 1));

  private final Backend backend = TestBackends.reference();

  @ParameterizedTest
  @EnumSource
  void directionsPointEverywhereAlike(Projection projection) {
    double[] directions = projection.draw(NoiseSource.seeded(1), MANY).doubles();
    double unit = projection == Projection.UNIT_SPHERE ? 1.0 / 3 : 1;
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        double covariance = 0;
        for (int i = 0; i < 4000; i++) {
          covariance += directions[3 * i + a] * directions[3 * i + b] / 4000;
        }
        assertThat(covariance).isCloseTo(a == b ? unit : 0, within(0.12));
      }
    }
  }

  @Test
  void spheresHaveTheirRadius() {
    assertThat(norms(Projection.SPHERE)).allSatisfy(norm -> assertNear(norm, Math.sqrt(3)));
    assertThat(norms(Projection.UNIT_SPHERE)).allSatisfy(norm -> assertNear(norm, 1));
    assertThat(norms(Projection.RADEMACHER)).allSatisfy(norm -> assertNear(norm, Math.sqrt(3)));
  }

  @Test
  void drawsAsManyDirectionsAsAsked() {
    TensorType batch = new TensorType(DType.FLOAT32, Shape.of(5, 2));
    Slicing slicing = new Slicing(Projection.GAUSSIAN, 3);
    assertThat(slicing.draw(NoiseSource.seeded(1), batch).shape()).isEqualTo(Shape.of(15, 2));
    assertThatThrownBy(() -> new Slicing(Projection.GAUSSIAN, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 0");
  }

  @Test
  void refusesDirectionsThatWouldBiasALoss() {
    Slicing slicing = new Slicing(Projection.UNIT_SPHERE, 1);
    assertThatThrownBy(() -> new SlicedVarianceReduced(slicing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("choose another projection");
    assertThatThrownBy(() -> new AnnealedSliced(NoiseLevels.geometric(1, 1, 1), slicing))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void gradientsFlowIntoTheTermsThatAreNotDetached() {
    // s(x) = w x at x = 2 along v = 1: the loss is 2 w^2 + w, for both losses.
    for (ScoreMatchingLoss loss : losses(EnumSet.noneOf(Term.class))) {
      assertNear(slope(loss), 4 * 3 + 1);
    }
    for (ScoreMatchingLoss loss : losses(EnumSet.of(Term.NORM))) {
      assertNear(slope(loss), 1);
    }
    for (ScoreMatchingLoss loss : losses(EnumSet.of(Term.TRACE))) {
      assertNear(slope(loss), 4 * 3);
    }
    for (ScoreMatchingLoss loss : losses(EnumSet.allOf(Term.class))) {
      assertNear(slope(loss), 0);
    }
  }

  private static List<ScoreMatchingLoss> losses(Set<Term> detached) {
    Slicing slicing = new Slicing(Projection.GAUSSIAN, 1, detached);
    return List.of(new Sliced(slicing), new SlicedVarianceReduced(slicing));
  }

  /** The gradient with respect to w where it is 3; the value is the same whatever is detached. */
  private double slope(ScoreMatchingLoss loss) {
    try (Scope scope = Scope.open()) {
      Tensor w = backend.scalar(DType.FLOAT64, 3).watched();
      Tensor x = backend.tensor(HostArray.of(Shape.of(1, 1), 2.0));
      Tensor v = backend.tensor(HostArray.of(Shape.of(1, 1), 1.0));
      Tensor value = loss.loss((at, condition) -> at.multiply(w), x, List.of(v));
      assertNear(value.toHost().scalar(), 2 * 9 + 3);
      return Gradients.of(value, w).toHost().scalar();
    }
  }

  private static List<Double> norms(Projection projection) {
    double[] directions = projection.draw(NoiseSource.seeded(2), MANY).doubles();
    return IntStream.range(0, 4000)
        .mapToObj(
            i ->
                Math.hypot(
                    Math.hypot(directions[3 * i], directions[3 * i + 1]), directions[3 * i + 2]))
        .toList();
  }

  private static void assertNear(double found, double expected) {
    assertThat(found).isCloseTo(expected, within(1e-12));
  }
}

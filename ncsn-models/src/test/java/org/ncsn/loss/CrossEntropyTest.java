package org.ncsn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.TestBackends;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.autograd.Gradients;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

class CrossEntropyTest {
  private static final HostArray LOGITS = HostArray.of(Shape.of(3, 2), 1.0, 0.0, -3, 2, 500, -500);
  private static final HostArray CLASSES = HostArray.of(Shape.of(3), new int[] {0, 0, 1});

  static List<Backend> backends() {
    return TestBackends.all();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("backends")
  void isMinusTheLogarithmOfTheProbabilityOfTheClass(Backend backend) {
    try (Scope scope = Scope.open()) {
      HostArray found = CrossEntropy.each(backend.tensor(LOGITS), backend.tensor(CLASSES)).toHost();
      assertThat(found.doubles())
          .containsExactly(
              new double[] {Math.log1p(Math.exp(-1)), 5 + Math.log1p(Math.exp(-5)), 1000},
              within(1e-12));
    }
  }

  /** The probabilities, less 1 at the class. */
  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("backends")
  void pullsTheProbabilitiesTowardsTheClass(Backend backend) {
    try (Scope scope = Scope.open()) {
      Tensor logits = backend.tensor(LOGITS).watched();
      Tensor sum = CrossEntropy.each(logits, backend.tensor(CLASSES)).sum();
      double first = 1 / (1 + Math.exp(1));
      double second = 1 / (1 + Math.exp(-5));
      assertThat(Gradients.of(sum, List.of(logits)).get(0).toHost().doubles())
          .containsExactly(new double[] {-first, first, -second, second, 1, -1}, within(1e-12));
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("backends")
  void countsASampleWhoseClassIsTheLikeliest(Backend backend) {
    HostArray logits = HostArray.of(Shape.of(4, 3), 1f, 0f, -1f, 1, 0, -1, -5, -4, -6, 2, 2, 0);
    HostArray classes = HostArray.of(Shape.of(4), new int[] {0, 2, 1, 1});
    try (Scope scope = Scope.open()) {
      HostArray hits = CrossEntropy.hits(backend.tensor(logits), backend.tensor(classes)).toHost();
      assertThat(hits).isEqualTo(HostArray.of(Shape.of(4), 1f, 0f, 1f, 1f));
    }
  }
}

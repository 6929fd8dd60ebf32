package org.ncsn.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#all")
class DropoutTest {
  private static final Weights NONE = new Weights(List.of());

  @Parameter Backend backend;

  private final Parameters parameters = Parameters.empty();
  private final Dropout dropout = new Dropout(parameters, 0.25, Shape.of(40, 50));

  @Test
  void keepsTheMeanOfWhatItDropsInTraining() {
    HostArray mask = parameters.masks().get(0).draw(NoiseSource.seeded(1), DType.FLOAT32, 3);
    try (Scope scope = Scope.open()) {
      Tensor ones = backend.tensor(HostArray.zeros(mask.type())).add(1);
      Mode mode = new Mode.Training(List.of(backend.tensor(mask)), new Statistics(List.of()));
      float[] kept = dropout.apply(new Pass(NONE, Condition.NONE, mode), ones).toHost().floats();
      double dropped = 0;
      for (float value : kept) {
        assertThat(value).isIn(0f, (float) (1 / 0.75));
        dropped += value == 0 ? 1.0 / kept.length : 0;
      }
      assertThat(dropped).isCloseTo(0.25, within(5 * Math.sqrt(0.25 * 0.75 / kept.length)));
    }
  }

  @Test
  void changesNothingInEvaluation() {
    try (Scope scope = Scope.open()) {
      Tensor x = backend.tensor(HostArray.of(Shape.of(2), 1f, 2f));
      assertThat(dropout.apply(new Pass(NONE, Condition.NONE), x)).isSameAs(x);
    }
  }

  @Test
  void refusesARateThatLeavesNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dropout(parameters, 1, Shape.of(1)))
        .withMessage("dropout: the rate is in [0, 1), found 1.0");
  }
}

package org.ncsn.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.TestBackends;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Condition;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.Weights;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

class ResScoreTest {
  @Test
  void scoresImagesOfAnyChannelsAndSidesDivisibleByFour() {
    for (Backend backend : TestBackends.engines()) {
      assertThat(score(backend, Shape.of(2, 12, 8, 1))).isEqualTo(Shape.of(2, 12, 8, 1));
      assertThat(score(backend, Shape.of(1, 8, 8, 3))).isEqualTo(Shape.of(1, 8, 8, 3));
    }
  }

  @Test
  void refusesSidesThatCannotBeHalvedTwice() {
    Backend backend = TestBackends.engine("nd4j");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> score(backend, Shape.of(1, 10, 8, 1)))
        .withMessageContainingAll("resscore", "divisible by 4", "[1,10,8,1]");
  }

  @Test
  void refusesWidthsThatDoNotMakeGroups() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ResScore(1, 12, true))
        .withMessageContainingAll("multiple of 8", "12");
  }

  private static Shape score(Backend backend, Shape images) {
    ResScore network = new ResScore(images.extent(3), 8, true);
    try (Scope scope = Scope.open()) {
      List<Tensor> weights =
          Parameters.initialize(network.parameters(), NoiseSource.seeded(1)).stream()
              .map(backend::tensor)
              .toList();
      Tensor x = backend.tensor(HostArray.zeros(new TensorType(DType.FLOAT32, images)));
      return network.score(new Pass(new Weights(weights), Condition.NONE), x).shape();
    }
  }
}

package org.ncsn.refinenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.TestBackends;
import org.ncsn.array.DType;
import org.ncsn.array.Shape;
import org.ncsn.nn.Condition;
import org.ncsn.nn.ConditionalInstanceNormPlus;
import org.ncsn.nn.InstanceNormPlus;
import org.ncsn.nn.Pass;
import org.ncsn.nn.Weights;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

class RefineNetTest {
  @Test
  void hasAsManyParametersAsThePublishedNetworks() {
    assertThat(count(new RefineNet(1, 64, true, ConditionalInstanceNormPlus.forLevels(10))))
        .isEqualTo(7_638_657);
    assertThat(count(new RefineNet(3, 128, true, ConditionalInstanceNormPlus.forLevels(10))))
        .isEqualTo(30_117_635);
  }

  @Test
  void numbersItsParametersAsThePublishedNetworks() {
    RefineNet conditional = new RefineNet(1, 4, true, ConditionalInstanceNormPlus.forLevels(10));
    RefineNet baseline = new RefineNet(1, 4, true, InstanceNormPlus.normalization());
    assertThat(conditional.parameters()).hasSize(173);
    assertThat(baseline.parameters()).hasSize(315);
    for (int i = 0; i < 173; i++) {
      assertThat(conditional.parameters().get(i).index()).isEqualTo(i);
    }
  }

  @Test
  void saysThatSidesMustBeEven() {
    RefineNet network = new RefineNet(1, 2, true, ConditionalInstanceNormPlus.forLevels(2));
    try (Scope scope = Scope.open()) {
      Tensor x = TestBackends.reference().scalar(DType.FLOAT32, 0).fill(Shape.of(2, 8, 7, 1), 0);
      assertThatThrownBy(() -> network.score(new Pass(new Weights(List.of()), Condition.NONE), x))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "refinenet: takes images [N,H,W,C] with even sides, which it halves; found"
                  + " [2,8,7,1]");
    }
  }

  private static long count(RefineNet network) {
    return network.parameters().stream().mapToLong(p -> p.shape().size()).sum();
  }
}

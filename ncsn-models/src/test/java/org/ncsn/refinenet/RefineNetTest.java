package org.ncsn.refinenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.TestBackends;
import org.ncsn.array.DType;
import org.ncsn.array.Shape;
import org.ncsn.nn.Activation;
import org.ncsn.nn.Condition;
import org.ncsn.nn.ConditionalInstanceNormPlus;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.InstanceNormPlus;
import org.ncsn.nn.Pass;
import org.ncsn.nn.Weights;
import org.ncsn.random.NoiseSource;
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

  /** The second paper's networks, whose numbers of tensors are those of its checkpoints. */
  @ParameterizedTest
  @MethodSource("second")
  void hasAsManyParametersAsTheSecondPapersNetworks(
      Depth depth, int channels, int width, int tensors, long parameters) {
    RefineNet network = second(depth, channels, width);

    assertThat(network.parameters()).hasSize(tensors);
    assertThat(count(network)).isEqualTo(parameters);
  }

  static Stream<Arguments> second() {
    return Stream.of(
        Arguments.of(Depth.USUAL, 3, 128, 153, 29_694_083L),
        Arguments.of(Depth.DEEPER, 3, 128, 191, 83_445_379L),
        Arguments.of(Depth.DEEPEST, 3, 128, 229, 94_132_611L),
        Arguments.of(Depth.USUAL, 1, 64, 153, 7_426_881L));
  }

  private static RefineNet second(Depth depth, int channels, int width) {
    BlockStyle style = BlockStyle.ncsnv2(InstanceNormPlus.normalization(), Activation.ELU);
    return new RefineNet(channels, width, true, depth, style);
  }

  @Test
  void takesImagesThatAreNotSquare() {
    RefineNet network = second(Depth.DEEPER, 1, 2);
    try (Scope scope = Scope.open()) {
      Tensor x = TestBackends.reference().scalar(DType.FLOAT32, 0).fill(Shape.of(1, 8, 20, 1), 0);
      HostWeights weights = HostWeights.initial(network, NoiseSource.seeded(1));
      Pass pass = new Pass(weights.on(TestBackends.reference()), Condition.NONE);
      assertThat(network.score(pass, x).shape()).isEqualTo(Shape.of(1, 8, 20, 1));
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
              "refinenet: takes images [N,H,W,C] with sides divisible by 2, which it halves;"
                  + " found [2,8,7,1]");
    }
  }

  private static long count(RefineNet network) {
    return network.parameters().stream().mapToLong(p -> p.shape().size()).sum();
  }
}

package org.ncsn.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.TestBackends;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Condition;
import org.ncsn.nn.Pass;
import org.ncsn.nn.Weights;
import org.ncsn.noise.DiffusionProcess;
import org.ncsn.noise.LinearRate;
import org.ncsn.noise.VarianceExploding;
import org.ncsn.noise.VariancePreserving;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** The network of the plane begins with what is known without any data but their size. */
class ToyTimedScoreTest {
  private static final Shape POINT = Shape.of(1, 2);

  private final Backend backend = TestBackends.reference();

  static List<DiffusionProcess> processes() {
    return List.of(new VariancePreserving(LinearRate.PUBLISHED), new VarianceExploding(0.01, 50));
  }

  @ParameterizedTest
  @MethodSource("processes")
  void takesDataForNormalWhileItHasLearntNothing(DiffusionProcess process) {
    ToyTimedScore network = new ToyTimedScore(3, process);
    for (double time : List.of(0.001, 0.1, 0.4, 1.0)) {
      double deviation = process.deviation(time);
      double mean = process.mean(time);
      double told = ToyTimedScore.told(process).applyAsDouble(time);
      try (Scope scope = Scope.open()) {
        List<Tensor> zeros =
            network.parameters().stream()
                .map(
                    weight ->
                        backend.tensor(
                            HostArray.zeros(new TensorType(DType.FLOAT64, weight.shape()))))
                .toList();
        Tensor condition = backend.tensor(HostArray.of(Shape.of(1), told));
        Tensor found =
            network.score(
                new Pass(new Weights(zeros), Condition.continuous(condition)),
                backend.tensor(HostArray.of(POINT, 2.0, -3.0)));
        double expected = deviation / (deviation * deviation + 25 * mean * mean);
        assertThat(found.toHost().at(0)).isCloseTo(2 * expected, within(1e-12));
        assertThat(found.toHost().at(1)).isCloseTo(-3 * expected, within(1e-12));
      }
    }
  }
}

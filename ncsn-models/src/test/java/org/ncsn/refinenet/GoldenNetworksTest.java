package org.ncsn.refinenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ncsn.Agreement.assertClose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.GoldenNetwork;
import org.ncsn.TorchArrays;
import org.ncsn.nn.Condition;
import org.ncsn.nn.Pass;
import org.ncsn.nn.Weights;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.DType;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Shape;
import org.ncsn.tensor.Tensor;
import org.ncsn.tensor.TensorType;

/** The networks' forward passes are the published ones, operation by operation and compiled. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class GoldenNetworksTest {
  @Parameter Backend backend;

  @ParameterizedTest
  @EnumSource
  void scoresAsPublishedInDoublePrecision(GoldenNetwork golden) {
    Map<String, HostArray> file = golden.npz("forward.npz");
    try (Scope scope = Scope.open()) {
      HostArray found = score(golden, inputs(golden, file, DType.FLOAT64)).toHost();
      assertClose("score", found, images(file, "score_f64", DType.FLOAT64), 1e-11);
    }
  }

  @ParameterizedTest
  @EnumSource
  void scoresAsPublishedCompiledInSinglePrecision(GoldenNetwork golden) {
    Map<String, HostArray> file = golden.npz("forward.npz");
    try (Scope scope = Scope.open()) {
      List<Tensor> inputs = inputs(golden, file, DType.FLOAT32);
      List<TensorType> types = inputs.stream().map(Tensor::type).toList();
      try (CompiledProgram program =
          backend.compile("score", types, in -> List.of(score(golden, in)))) {
        HostArray found = program.run(inputs).get(0).toHost();
        assertClose("score", found, images(file, "score_f32", DType.FLOAT32), 1e-5);
      }
    }
  }

  @Test
  void passesThroughThePublishedStages() {
    GoldenNetwork golden = GoldenNetwork.ANNEAL_MNIST;
    Map<String, HostArray> stages = golden.npz("stages.npz");
    List<String> seen = new ArrayList<>();
    try (Scope scope = Scope.open()) {
      List<Tensor> inputs = inputs(golden, golden.npz("forward.npz"), DType.FLOAT32);
      RefineNet network = (RefineNet) golden.network();
      network.score(
          pass(golden, inputs),
          inputs.get(0),
          (stage, output) -> {
            HostArray expected = images(stages, stage, DType.FLOAT32);
            assertClose(stage, output.toHost(), expected, 1e-5);
            seen.add(stage);
          });
    }
    assertThat(seen).containsExactlyElementsOf(stages.keySet());
  }

  private static HostArray images(Map<String, HostArray> file, String name, DType dtype) {
    return TorchArrays.images(file.get(name), dtype);
  }

  /** Images, labels, weights. */
  private List<Tensor> inputs(GoldenNetwork golden, Map<String, HostArray> file, DType dtype) {
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(backend.tensor(images(file, "x", dtype)));
    inputs.add(backend.tensor(labels(file, inputs.get(0).shape().extent(0))));
    golden.weights(dtype).forEach(weight -> inputs.add(backend.tensor(weight)));
    return inputs;
  }

  /** Networks that know no noise levels take no notice of them. */
  private static HostArray labels(Map<String, HostArray> file, int images) {
    HostArray none = HostArray.zeros(new TensorType(DType.INT32, Shape.of(images)));
    return file.getOrDefault("labels", none);
  }

  private static Tensor score(GoldenNetwork golden, List<Tensor> inputs) {
    return golden.network().score(pass(golden, inputs), inputs.get(0));
  }

  private static Pass pass(GoldenNetwork golden, List<Tensor> inputs) {
    Weights weights = new Weights(inputs.subList(2, 2 + golden.parameters().size()));
    boolean told = golden.network().conditioning().knowsNoise();
    return new Pass(weights, told ? Condition.level(inputs.get(1)) : Condition.NONE);
  }
}

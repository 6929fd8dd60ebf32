package org.ncsn.unet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ncsn.tck.Agreement.assertClose;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.TestBackends;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.tck.Rounding;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class GoldenUNetsTest {
  /** What a rounding costs each network: in double precision that is the same on every engine. */
  private static final Map<GoldenUNet, Rounding> ROUNDINGS = new ConcurrentHashMap<>();

  @Parameter Backend backend;

  @ParameterizedTest
  @EnumSource
  void hasThePublishedParametersInTheirOrder(GoldenUNet golden) {
    UNet network = golden.network();
    List<String> names =
        golden.npz("params.npz").keySet().stream()
            .filter(name -> network.buffers().stream().noneMatch(b -> b.name().equals(name)))
            .toList();
    assertThat(network.parameters().stream().map(org.ncsn.nn.Parameter::name))
        .containsExactlyElementsOf(names);
  }

  @ParameterizedTest
  @EnumSource
  void answersAsPublishedInDoublePrecision(GoldenUNet golden) {
    HostArray published = golden.npz("forward.npz").get("output_f64");
    try (Scope scope = Scope.open()) {
      HostArray found = golden.output(upload(golden, DType.FLOAT64)).get(0).toHost();
      assertClose("output", found, TorchArrays.images(published, DType.FLOAT64), 1e-9);
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersAsPublishedCompiledInSinglePrecision(GoldenUNet golden) {
    Rounding rounding =
        ROUNDINGS.computeIfAbsent(
            golden,
            any ->
                Rounding.of(
                    TestBackends.reference(), golden.inputs(DType.FLOAT64), golden::output));
    try (Scope scope = Scope.open()) {
      List<Tensor> inputs = upload(golden, DType.FLOAT32);
      List<TensorType> types = inputs.stream().map(Tensor::type).toList();
      try (CompiledProgram program = backend.compile("output", types, golden::output)) {
        rounding.assertTensorsRounded("output", program.run(inputs));
      }
    }
  }

  private List<Tensor> upload(GoldenUNet golden, DType dtype) {
    return golden.inputs(dtype).stream().map(backend::tensor).toList();
  }
}

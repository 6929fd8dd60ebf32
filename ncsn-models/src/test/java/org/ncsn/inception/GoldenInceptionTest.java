package org.ncsn.inception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ncsn.tck.Agreement.assertClose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Arguments;
import org.ncsn.nn.Condition;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Pass;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** The network with made-up weights is the published one, compiled, on both engines. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class GoldenInceptionTest {
  private static final Inception NETWORK = new Inception(InputResize.HALF_PIXEL);

  @Parameter Backend backend;

  @Test
  void seesTheFeaturesThatWerePublishedInSinglePrecision() {
    check("small", DType.FLOAT32, "_f32", 1e-4, GoldenInceptionTest::features);
  }

  @Test
  void passesThroughThePublishedStagesInDoublePrecision() {
    Map<String, HostArray> found =
        check(
            "large",
            DType.FLOAT64,
            "_f64",
            1e-9,
            (pass, x) -> {
              Map<String, Tensor> all = new LinkedHashMap<>(NETWORK.stages(pass, x));
              all.putAll(features(pass, x));
              return all;
            });
    Map<String, HostArray> stages = GoldenInception.npz("stages.npz");
    for (Stage stage : Stage.ALL) {
      String place = "large." + stage.name();
      HostArray result = found.get(stage.name()).transpose(0, 3, 1, 2);
      HostArray shape = stages.get(place + ".shape");
      assertThat(Shape.of(shape.ints())).as(place).isEqualTo(result.shape());
      assertClose(place, sample(result), stages.get(place + ".sample"), 1e-9);
    }
  }

  private static Map<String, Tensor> features(Pass pass, Tensor x) {
    Map<String, Tensor> features = new LinkedHashMap<>();
    Tensor pool3 = NETWORK.features(pass, x);
    features.put("pool3", pool3);
    features.put("logits", NETWORK.biasedLogits(pass, pool3));
    features.put("logits_no_bias", NETWORK.logits(pass, pool3));
    for (FeatureLayer layer : FeatureLayer.values()) {
      if (layer != FeatureLayer.POOL3) {
        features.put("features_" + layer.features(), NETWORK.features(pass, x, layer));
      }
    }
    return features;
  }

  private Map<String, HostArray> check(
      String picture,
      DType dtype,
      String suffix,
      double tolerance,
      BiFunction<Pass, Tensor, Map<String, Tensor>> function) {
    HostArray input = NETWORK.prepare(GoldenInception.picture(picture).to(dtype));
    Map<String, HostArray> found = run(GoldenInception.weights(dtype), input, function);
    GoldenInception.npz("outputs.npz")
        .forEach(
            (name, expected) -> {
              if (name.startsWith(picture) && name.endsWith(suffix)) {
                String output = name.substring(picture.length() + 1).replace(suffix, "");
                assertClose(name, found.get(output), expected, tolerance);
              }
            });
    return found;
  }

  private Map<String, HostArray> run(
      HostWeights weights,
      HostArray input,
      BiFunction<Pass, Tensor, Map<String, Tensor>> function) {
    Arguments arguments = new Arguments();
    Arguments.WeightGroup parameters = arguments.weights(NETWORK, input.dtype());
    Arguments.Group images = arguments.one(new TensorType(input.dtype(), input.shape()));
    Map<String, Tensor> traced = new LinkedHashMap<>();
    try (Scope scope = Scope.open();
        CompiledProgram program =
            backend.compile(
                "inception",
                arguments.types(),
                in -> {
                  Pass pass = new Pass(parameters.of(in), Condition.NONE);
                  traced.putAll(function.apply(pass, images.only(in)));
                  return List.copyOf(traced.values());
                })) {
      List<Tensor> results =
          program.run(
              arguments.values(
                  parameters.with(weights.on(backend)), images.with(backend.tensor(input))));
      Map<String, HostArray> found = new LinkedHashMap<>();
      List<String> names = List.copyOf(traced.keySet());
      for (int i = 0; i < names.size(); i++) {
        found.put(names.get(i), results.get(i).toHost());
      }
      return found;
    }
  }

  /** 48 values at places that the reference data says. */
  private static HostArray sample(HostArray array) {
    double[] values = new double[48];
    for (int k = 0; k < values.length; k++) {
      values[k] = array.at((int) ((long) k * (array.shape().intSize() - 1) / 47));
    }
    return HostArray.of(Shape.of(values.length), values);
  }
}

package org.ncsn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.ncsn.tck.Agreement.assertClose;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.autograd.Gradients;
import org.ncsn.loss.TimeDenoising.Pixels;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Weights;
import org.ncsn.noise.DiscreteLevels;
import org.ncsn.noise.LinearRate;
import org.ncsn.noise.VarianceExploding;
import org.ncsn.noise.VariancePreserving;
import org.ncsn.score.OutputRule;
import org.ncsn.tck.Agreement;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;
import org.ncsn.unet.GoldenUNet;
import org.ncsn.unet.UNet;

/** The losses of U-Nets and their gradients at every parameter are the published ones. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class GoldenUNetLossesTest {
  private static final Times.Continuous ANY = new Times.Continuous(false);

  /** Where all gradients are far larger, one is next to nothing: keys' biases change no softmax. */
  private static final double NEGLIGIBLE = 1e-6;

  @Parameter Backend backend;

  @ParameterizedTest
  @EnumSource(names = {"NCSNPP", "NCSNPP_SKIP", "DDPMPP", "DDPM"})
  void agreesInDoublePrecision(GoldenUNet golden) {
    UNet network = golden.network();
    Map<String, HostArray> published = golden.npz("loss.npz");
    HostArray z = TorchArrays.images(published.get("z"), DType.FLOAT64);
    ScoreMatching objective = ScoreMatching.training(network, loss(golden));
    try (Scope scope = Scope.open()) {
      HostWeights values = golden.weights(DType.FLOAT64);
      List<Tensor> parameters =
          values.values().stream().map(value -> backend.tensor(value).watched()).toList();
      Weights weights =
          new Weights(parameters, values.buffers().stream().map(backend::tensor).toList());
      List<Tensor> draws =
          loss(golden).at(times(published), z).stream().map(backend::tensor).toList();
      Tensor x = backend.tensor(TorchArrays.images(published.get("x"), DType.FLOAT64));
      Tensor found = objective.of(weights, x, draws).loss();
      assertThat(found.toHost().scalar())
          .isCloseTo(published.get("loss_f64").scalar(), withinPercentage(1e-7));

      List<HostArray> expected = golden.gradients();
      List<Tensor> gradients = Gradients.of(found, parameters);
      double floor = NEGLIGIBLE * Agreement.norm(expected);
      for (int i = 0; i < expected.size(); i++) {
        String name = "gradient of " + network.parameters().get(i).name();
        assertClose(name, gradients.get(i).toHost(), expected.get(i), 1e-8, floor);
      }
    }
  }

  private static double[] times(Map<String, HostArray> published) {
    return published.containsKey("u")
        ? Arrays.stream(published.get("u").to(DType.FLOAT64).doubles()).map(ANY::at).toArray()
        : published.get("labels").to(DType.FLOAT64).doubles();
  }

  private static TimeDenoising loss(GoldenUNet golden) {
    VarianceExploding ve = new VarianceExploding(0.01, 50);
    return switch (golden) {
      case NCSNPP -> new TimeDenoising(ve, ANY, ve::deviation, OutputRule.SCORE, Pixels.HALF_SUM);
      case NCSNPP_SKIP -> new TimeDenoising(ve, ANY, ve::deviation, OutputRule.SCORE, Pixels.MEAN);
      case DDPMPP ->
          new TimeDenoising(
              new VariancePreserving(LinearRate.PUBLISHED),
              ANY,
              time -> 999 * time,
              OutputRule.NOISE,
              Pixels.MEAN);
      case DDPM ->
          new TimeDenoising(
              new DiscreteLevels(LinearRate.PUBLISHED, 1000),
              Times.levels(1000),
              level -> level,
              OutputRule.NOISE,
              Pixels.MEAN);
      default -> throw new IllegalArgumentException(golden + " has no published loss");
    };
  }
}

package org.ncsn.sampler;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.ncsn.tck.Agreement.assertClose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.golden.Golden;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.JoinedNetwork;
import org.ncsn.noise.VarianceExploding;
import org.ncsn.resnet.GoldenWideResNet;
import org.ncsn.sampler.LangevinCorrector.Norms;
import org.ncsn.score.ClassifierGuidance;
import org.ncsn.score.ScoreFunction;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;

/** Sampling that a classifier leads to a class passes the states of the published program. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class ClassifierGuidanceTest {
  private static final VarianceExploding VE = new VarianceExploding(0.01, 50);
  private static final HostWeights NONE = new HostWeights(List.of(), List.of());

  @Parameter Backend backend;

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT64", "FLOAT32"})
  void passesThePublishedStates(DType dtype) {
    double tolerance = dtype == DType.FLOAT64 ? 1e-8 : 1e-4;
    Map<String, HostArray> file = Golden.npz("sde_jax", "guided.npz");
    PredictorCorrector method =
        PredictorCorrector.of(
            VE,
            4,
            Optional.of(Predictor.REVERSE_DIFFUSION),
            Optional.of(new LangevinCorrector(0.16, 1, Norms.OF_THE_BATCH)));
    List<HostArray> states = new ArrayList<>();
    HostArray start = file.get("z").to(DType.FLOAT64).map(z -> z * VE.largest()).to(dtype);
    try (Scope scope = Scope.open();
        Sampler sampler = new Sampler(backend, guided(file), method, start.type())) {
      HostWeights weights =
          JoinedNetwork.join(NONE, GoldenWideResNet.weights(DType.FLOAT64)).to(dtype);
      Chain chain =
          new Chain(
              weights.on(backend),
              draw -> TorchArrays.entry(file.get("noise"), draw).to(dtype),
              Optional.of(file.get("labels").to(DType.INT32)));
      HostArray end =
          sampler.run(
              chain,
              start,
              (done, phase, state) -> {
                states.add(state.toHost());
                return true;
              });
      assertClose("result", end, file.get("result_f64"), tolerance);
    }
    // The last state has no noise here, and noise there.
    for (int i = 0; i < states.size() - 1; i++) {
      HostArray published = TorchArrays.entry(file.get("states_f64"), i);
      assertClose("state " + i, states.get(i), published, tolerance);
    }
  }

  private static ScoreFunction guided(Map<String, HostArray> file) {
    HostArray mean = file.get("mean").reshape(Shape.of(1, 8, 8, 3)).to(DType.FLOAT64);
    ScoreFunction score =
        new MixtureScore(VE, List.of(1.0), List.of(mean), file.get("std").scalar());
    return new ClassifierGuidance(score, GoldenWideResNet.network(), VE::deviation, 1);
  }

  @Test
  void asksForAClassThatThereIs() {
    ScoreFunction guided = guided(Golden.npz("sde_jax", "guided.npz"));
    TensorType batch = new TensorType(DType.FLOAT32, Shape.of(1, 8, 8, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> guided.at(0.5, Optional.of(HostArray.of(Shape.of(1), 4)), batch))
        .withMessage("condition: there is no class 4, they are numbered 0 to 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> guided.at(0.5, Optional.empty(), batch))
        .withMessageContaining("and one of 4 classes, found");
  }
}

package org.ncsn.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.TestBackends;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.autograd.Gradients;
import org.ncsn.loss.AnnealedDenoising;
import org.ncsn.loss.Projection;
import org.ncsn.loss.ScoreMatching;
import org.ncsn.loss.Sliced;
import org.ncsn.loss.Slicing;
import org.ncsn.nn.Condition;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.Weights;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** The two parts of a toy network are trained side by side without touching each other. */
class ToyNetworkTest {
  private static final NoiseLevels LEVELS = NoiseLevels.geometric(4, 1, 3);
  private static final int POINTS = 7;

  private final Backend backend = TestBackends.reference();

  @Test
  void namesTheDataPartAsPublished() {
    for (ToyNetwork network : networks()) {
      assertThat(network.parameters().stream().map(Parameter::name))
          .startsWith("0.weight", "0.bias", "2.weight", "2.bias", "4.weight", "4.bias")
          .contains("noisy.0.lin.weight", "noisy.0.embed.weight", "noisy.4.bias");
    }
  }

  @Test
  void isToldNothingOfTheDataAndLevelsOfTheirNoise() {
    for (ToyNetwork network : networks()) {
      assertThat(network.data().conditioning()).isEqualTo(Conditioning.NONE);
      assertThat(network.noisy().conditioning()).isEqualTo(Conditioning.levels(LEVELS.count()));
    }
  }

  @Test
  void eachPartOfTheObjectiveHasGradientsForItsPartOfTheNetworkOnly() {
    for (ToyNetwork network : networks()) {
      try (Scope scope = Scope.open()) {
        Sliced data = new Sliced(new Slicing(Projection.UNIT_SPHERE, 2));
        AnnealedDenoising noisy = new AnnealedDenoising(LEVELS, 2);
        ToyObjective both = new ToyObjective(network, data, noisy);
        Weights weights = new Weights(weights(network).stream().map(Tensor::watched).toList());
        Tensor x = points();
        List<Tensor> draws =
            both.draw(NoiseSource.seeded(3), x.type()).stream().map(backend::tensor).toList();
        Tensor ofNoisy =
            ScoreMatching.training(network.noisy(), noisy)
                .of(weights, x, draws.subList(0, 2))
                .loss();
        Tensor ofData =
            ScoreMatching.training(network.data(), data)
                .of(weights, x, draws.subList(2, draws.size()))
                .loss();
        Tensor sum = both.of(weights, x, draws).loss();
        assertThat(sum.toHost().scalar())
            .isCloseTo(ofNoisy.toHost().scalar() + ofData.toHost().scalar(), within(1e-12));
        for (Parameter parameter : network.parameters()) {
          boolean isNoisy = parameter.name().startsWith("noisy.");
          Tensor weight = weights.of(parameter);
          Tensor alone = Gradients.of(isNoisy ? ofNoisy : ofData, weight);
          Tensor none = Gradients.of(isNoisy ? ofData : ofNoisy, weight);
          assertSame(Gradients.of(sum, weight), alone);
          assertSame(none, none.fillLike(0));
        }
      }
    }
  }

  @Test
  void theNoisyPartKnowsItsLevels() {
    ToyNetwork network = ToyNetwork.ofScore(LEVELS, 8);
    try (Scope scope = Scope.open()) {
      Weights weights = new Weights(weights(network));
      List<HostArray> scores = new ArrayList<>();
      for (int level = 0; level < 3; level++) {
        Tensor labels = backend.tensor(HostArray.of(Shape.of(1), level));
        Tensor x = backend.tensor(HostArray.of(Shape.of(1, 2), 1.0, 2.0));
        scores.add(network.noisy().score(new Pass(weights, Condition.level(labels)), x).toHost());
      }
      assertThat(scores).doesNotHaveDuplicates();
    }
  }

  private static List<ToyNetwork> networks() {
    return List.of(ToyNetwork.ofScore(LEVELS, 8), ToyNetwork.ofEnergy(LEVELS, 8));
  }

  private List<Tensor> weights(ToyNetwork network) {
    return Parameters.initialize(network.parameters(), NoiseSource.seeded(1)).stream()
        .map(value -> backend.tensor(value.to(DType.FLOAT64)))
        .toList();
  }

  private Tensor points() {
    return backend.tensor(NoiseSource.seeded(2).normal(DType.FLOAT64, Shape.of(POINTS, 2)));
  }

  private static void assertSame(Tensor found, Tensor expected) {
    HostArray a = found.toHost();
    HostArray b = expected.toHost();
    assertThat(a.shape()).isEqualTo(b.shape());
    for (int i = 0; i < a.shape().intSize(); i++) {
      assertThat(a.at(i)).isCloseTo(b.at(i), within(1e-12));
    }
  }
}

package org.ncsn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.classifier.ConvClassifier;
import org.ncsn.data.Classes;
import org.ncsn.data.Dataset;
import org.ncsn.nn.Classifier;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Pass;
import org.ncsn.nn.Weights;
import org.ncsn.noise.VarianceExploding;
import org.ncsn.optim.Adam;
import org.ncsn.optim.MovingAverage;
import org.ncsn.random.NoiseSource;
import org.ncsn.resnet.ChannelNorm;
import org.ncsn.resnet.WideResNet;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;
import org.ncsn.training.Fit;
import org.ncsn.training.LossEvaluation;
import org.ncsn.training.Recipe;
import org.ncsn.training.TrainingFeed.Portion;

/** A classifier is trained on samples with the noise of all times. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class NoisyClassificationTest {
  private static final VarianceExploding VE = new VarianceExploding(0.01, 2);
  private static final TimedNoise NOISE = new TimedNoise(VE, Times.independent(), VE::deviation);

  @Parameter Backend backend;

  /**
   * Logits that are minus half the squared distances from 0 and 1, over what is told: with the
   * deviation squared they are the exact ones of two points with noise.
   */
  private record TwoPoints() implements Classifier {
    @Override
    public List<org.ncsn.nn.Parameter> parameters() {
      return List.of();
    }

    @Override
    public Conditioning conditioning() {
      return Conditioning.continuous();
    }

    @Override
    public int classes() {
      return 2;
    }

    @Override
    public Tensor classify(Pass pass, Tensor x) {
      Tensor ends = x.constant(HostArray.of(Shape.of(1, 2), 0f, 1f).to(x.dtype()));
      Tensor distances = x.subtract(ends).square().multiply(-0.5);
      return distances.divide(pass.condition().continuous().reshape(x.shape().extent(0), 1));
    }
  }

  @Test
  void isTheCrossEntropyOfNoisySamplesAtTheirTimes() {
    DoubleUnaryOperator variance = t -> VE.deviation(t) * VE.deviation(t);
    Classification objective =
        Classification.evaluation(
            new TwoPoints(), new TimedNoise(VE, Times.independent(), variance));
    HostArray points = HostArray.of(Shape.of(3, 1), 0.0, 1, 1);
    int[] classes = {0, 1, 1};
    List<HostArray> draws = new ArrayList<>(objective.draw(NoiseSource.seeded(3), points.type()));
    draws.add(HostArray.of(Shape.of(3), classes));

    double expected = 0;
    for (int i = 0; i < 3; i++) {
      double told = draws.get(0).at(i);
      double x = points.at(i) + Math.sqrt(told) * draws.get(3).at(i);
      double favour = (x * x - (x - 1) * (x - 1)) / (2 * told); // of class 1
      expected += Math.log1p(Math.exp(classes[i] == 1 ? -favour : favour)) / 3;
    }
    try (Scope scope = Scope.open()) {
      Objective.Value found =
          objective.of(
              new Weights(List.of()),
              backend.tensor(points),
              draws.stream().map(backend::tensor).toList());
      assertThat(found.loss().toHost().scalar()).isCloseTo(expected, within(1e-9));
    }
  }

  @Test
  void teachesAWideResNetToTellClassesInSpiteOfNoise() {
    WideResNet network = new WideResNet(ChannelNorm.none(1), 1, 1, 2);
    Dataset data = sides(24);
    Classification objective = Classification.training(network, NOISE);
    Recipe recipe = Recipe.of(objective, Adam.of(0.003), MovingAverage.NONE);

    HostWeights weights = new Fit(recipe, data, 12, 1).run(backend, 30);

    int[] all = IntStream.range(0, 24).toArray();
    double[] early = DoubleStream.generate(() -> 0.2).limit(24).toArray(); // a deviation of 0.03
    HostArray x = data.batch(all);
    List<HostArray> draws =
        new ArrayList<>(NOISE.at(early, NoiseSource.seeded(9).normal(DType.FLOAT32, x.shape())));
    draws.add(data.classes().orElseThrow().batch(all));
    try (Scope scope = Scope.open();
        LossEvaluation accuracy =
            LossEvaluation.ofAccuracy(backend, Classification.evaluation(network, NOISE))) {
      assertThat(accuracy.of(weights.on(backend), new Portion(x, draws))).isEqualTo(1);
    }
  }

  /** Images that are brighter in one half. */
  private static Dataset sides(int count) {
    HostArray images = NoiseSource.seeded(count).uniform(DType.FLOAT32, Shape.of(count, 4, 4, 1));
    int[] right = IntStream.range(0, count).map(i -> i % 2).toArray();
    for (int i = 0; i < images.floats().length; i++) {
      boolean bright = (i % 4 >= 2) == (right[i / 16] == 1);
      images.floats()[i] = 0.2f * images.floats()[i] + (bright ? 0.8f : 0);
    }
    return Dataset.of(images).with(Classes.of(2, right));
  }

  @Test
  void tellsAClassifierOfNoiseWhatItTakes() {
    Classifier deaf = new ConvClassifier(Shape.of(4, 4, 1), 2, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Classification.training(deaf, NOISE))
        .withMessage(
            "classification: the network takes nothing of the noise, but is told the time of"
                + " noise");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Classification.training(new TwoPoints()))
        .withMessage(
            "classification: the network takes a continuous time or standard deviation, but is told"
                + " nothing of noise");
  }
}

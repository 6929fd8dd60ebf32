package org.ncsn.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.data.Masks;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.noise.VarianceExploding;
import org.ncsn.primitive.Indexing;
import org.ncsn.primitive.Shaping;
import org.ncsn.sampler.Draw;
import org.ncsn.sampler.KnownPixels.Renewal;
import org.ncsn.sampler.LangevinCorrector;
import org.ncsn.sampler.LangevinCorrector.Norms;
import org.ncsn.sampler.Predictor;
import org.ncsn.sampler.PredictorCorrector;
import org.ncsn.sampler.Start;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;
import org.ncsn.unet.GoldenUNet;

/** Two normal classes, and all data as if they were one normal class between them. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#all")
class ClassifierFreeGuidanceTest {
  private static final VarianceExploding VE = new VarianceExploding(0.01, 5);
  private static final HostWeights NONE = new HostWeights(List.of(), List.of());
  private static final TensorType BATCH = new TensorType(DType.FLOAT64, Shape.of(3, 2));
  private static final HostArray X = HostArray.of(BATCH.shape(), 0.5, 1, -1, 2, 0, 3);
  private static final double DEVIATION = 0.1;

  @org.junit.jupiter.params.Parameter Backend backend;

  /** The exact score of data of mean 2, of mean -1, and of mean 0 where no class is told. */
  private record Means() implements ScoreNetwork {
    private static final HostArray OF_CLASSES = HostArray.of(Shape.of(3, 1), 2.0, -1, 0);

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public Conditioning conditioning() {
      return Conditioning.continuous().withClassesOrNone(2);
    }

    @Override
    public Tensor score(Pass pass, Tensor x) {
      Tensor table = x.constant(OF_CLASSES.to(x.dtype()));
      Shape column = x.shape().column();
      Tensor mean =
          Shaping.reshape(
              Indexing.gatherRows(table, pass.condition().classes().orElseThrow()), column);
      Tensor sigma = Shaping.reshape(pass.condition().continuous(), column);
      return mean.subtract(x).divide(sigma.square().add(DEVIATION * DEVIATION));
    }
  }

  private static ScoreModel score() {
    return new ScoreModel(new Means(), VE, VE::deviation, OutputRule.SCORE);
  }

  private static HostArray classes(int... classes) {
    return HostArray.of(Shape.of(classes.length), classes);
  }

  @Test
  void leadsAwayFromTheScoreOfAllData() {
    HostArray times = HostArray.of(Shape.of(3), 0.2, 0.5, 1);
    Scores guided = new Scores(backend, new ClassifierFreeGuidance(score(), 1.5), NONE);

    // A batch of 2 leaves a rest of 1.
    HostArray found = guided.of(X, times, Optional.of(classes(0, 1, 2)), 2);

    double[] means = {2, -1, 0};
    for (int i = 0; i < 6; i++) {
      double sigma = VE.deviation(times.at(i / 2));
      double mean = 2.5 * means[i / 2]; // less 1.5 times the mean of all, 0
      double expected = (mean - X.at(i)) / (sigma * sigma + DEVIATION * DEVIATION);
      assertThat(found.at(i)).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }
  }

  @Test
  void isTheScoreOfTheClassIfItIsNotLed() {
    HostArray times = HostArray.of(Shape.of(3), 0.2, 0.5, 1);
    Optional<HostArray> told = Optional.of(classes(1, 0, 1));
    HostArray led =
        new Scores(backend, new ClassifierFreeGuidance(score(), 0), NONE).of(X, times, told, 3);
    assertThat(led).isEqualTo(new Scores(backend, score(), NONE).of(X, times, told, 3));
  }

  @Test
  void theScoreOfAllDataIsToldNoClass() {
    HostArray times = HostArray.of(Shape.of(3), 0.2, 0.5, 1);
    ScoreFunction all = ScoreOfAll.of(score());
    assertThat(all.classes()).isEmpty();
    assertThat(new Scores(backend, all, NONE).of(X, times, Optional.empty(), 3))
        .isEqualTo(
            new Scores(backend, score(), NONE).of(X, times, Optional.of(classes(2, 2, 2)), 3));
  }

  @Test
  void drawsSamplesOfTheirClassesWhateverTheBatch() {
    HostArray classes = classes(0, 1, 1, 0, 1);
    HostArray drawn = draw(OptionalInt.of(5)).samples(backend, NONE, Shape.of(2), classes);
    assertThat(drawn.type()).isEqualTo(new TensorType(DType.FLOAT32, Shape.of(5, 2)));
    for (int i = 0; i < 10; i++) {
      // Of all that is normal, nothing is 8 deviations away.
      assertThat(drawn.at(i)).isCloseTo(classes.at(i / 2) == 0 ? 2 : -1, within(8 * DEVIATION));
    }
    HostArray parts = draw(OptionalInt.of(2)).samples(backend, NONE, Shape.of(2), classes);
    for (int i = 0; i < 10; i++) {
      assertThat(parts.at(i)).isCloseTo(drawn.at(i), within(1e-4));
    }
  }

  @Test
  void completesAndColoursByClasses() {
    HostArray classes = classes(0, 1);
    HostArray images = HostArray.zeros(new TensorType(DType.FLOAT32, Shape.of(2, 1, 2, 3)));
    HostArray mask = Masks.leftHalf(images.shape());
    Draw draw = draw(OptionalInt.of(1));
    HostArray completed =
        draw.completed(backend, NONE, images, mask, Renewal.BEHIND_EACH_STEP, Optional.of(classes));
    for (int i = 0; i < 12; i++) {
      double mean = mask.at(i) == 1 ? 0 : classes.at(i / 6) == 0 ? 2 : -1;
      assertThat(completed.at(i)).isCloseTo(mean, within(8 * DEVIATION));
    }
    HostArray coloured = draw.coloured(backend, NONE, images, Optional.of(classes));
    assertThat(coloured.slice(0, 1)).isNotEqualTo(coloured.slice(1, 2));
  }

  @Test
  void asksForClasses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draw(OptionalInt.empty()).samples(backend, NONE, Shape.of(2), 1))
        .withMessageStartingWith(
            "condition: the network takes a continuous time or standard deviation and one of 2"
                + " classes or none, found");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draw(OptionalInt.empty()).samples(backend, NONE, Shape.of(2), classes(3)))
        .withMessageStartingWith("condition: there is no class 3");
  }

  private static Draw draw(OptionalInt batch) {
    PredictorCorrector method =
        PredictorCorrector.of(
            VE,
            40,
            Optional.of(Predictor.REVERSE_DIFFUSION),
            Optional.of(new LangevinCorrector(0.16, 1, Norms.OF_EACH_SAMPLE)));
    return new Draw(new ClassifierFreeGuidance(score(), 0), method, Start.prior(VE), batch, 7);
  }

  @Test
  void takesOnlyScoresThatCanBeToldNoClass() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClassifierFreeGuidance(score(), -1))
        .withMessage("classifier-free guidance: the weight is at least 0, found -1.0");
    ScoreNetwork unconditional = GoldenUNet.DDPMPP.network();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClassifierFreeGuidance(ScoreModel.of(unconditional, VE), 1))
        .withMessage(
            "classifier-free guidance: takes a score that is told a class or none, this one is"
                + " told nothing of classes");
  }
}

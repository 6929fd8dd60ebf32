package org.ncsn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.Classes;
import org.ncsn.data.Dataset;
import org.ncsn.loss.TimeDenoising.Pixels;
import org.ncsn.nn.ClassTable;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.noise.VarianceExploding;
import org.ncsn.optim.Adam;
import org.ncsn.optim.MovingAverage;
import org.ncsn.random.NoiseSource;
import org.ncsn.score.OutputRule;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;
import org.ncsn.training.Fit;
import org.ncsn.training.Recipe;

/** A network that is told classes is trained on those of the data, and without. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class ClassConditionalScoreMatchingTest {
  private static final VarianceExploding VE = new VarianceExploding(0.01, 1);

  @org.junit.jupiter.params.Parameter Backend backend;

  /** {@code (m_class - x) / sigma^2} with means to be learned: exact for points. */
  private static final class Points implements ScoreNetwork {
    private final Conditioning conditioning;
    private final Parameters parameters = Parameters.empty();
    private final ClassTable means;

    Points(Conditioning conditioning) {
      this.conditioning = conditioning;
      this.means = new ClassTable(parameters, conditioning.classes().orElseThrow(), 1);
    }

    static Points orNone() {
      return new Points(Conditioning.continuous().withClassesOrNone(2));
    }

    @Override
    public List<Parameter> parameters() {
      return parameters.list();
    }

    @Override
    public Conditioning conditioning() {
      return conditioning;
    }

    @Override
    public Tensor score(Pass pass, Tensor x) {
      Tensor sigma = pass.condition().continuous().reshape(x.shape().extent(0), 1);
      return means.of(pass).subtract(x).divide(sigma.square());
    }
  }

  private static ScoreMatching objective(ScoreNetwork network) {
    return ScoreMatching.training(
        network,
        new TimeDenoising(VE, Times.independent(), VE::deviation, OutputRule.SCORE, Pixels.MEAN));
  }

  @Test
  void learnsTheScoreOfEachClassAndThatOfAllData() {
    int[] classes = IntStream.range(0, 40).map(i -> i % 2).toArray();
    float[] points = new float[40];
    for (int i = 0; i < points.length; i++) {
      points[i] = classes[i] == 0 ? -1 : 3;
    }
    Dataset data = Dataset.of(HostArray.of(Shape.of(40, 1), points)).with(Classes.of(2, classes));
    Recipe recipe =
        Recipe.of(objective(Points.orNone()).leavingOut(0.3), Adam.of(0.05), MovingAverage.NONE);

    HostWeights learned = new Fit(recipe, data, 20, 1).run(backend, 300);

    HostArray means = learned.values().get(0);
    assertThat(means.at(0)).isCloseTo(-1, within(0.1));
    assertThat(means.at(1)).isCloseTo(3, within(0.1));
    assertThat(means.at(2)).as("of all").isBetween(0.0, 2.0);
  }

  @Test
  void leavesOutAShareOfTheClasses() {
    HostArray classes = HostArray.of(Shape.of(1000), new int[1000]);
    int[] told =
        objective(Points.orNone()).leavingOut(0.2).told(classes, NoiseSource.seeded(1)).ints();
    assertThat(told).containsOnly(0, 2);
    // 200, with a deviation of 13
    assertThat(IntStream.of(told).filter(each -> each == 2).count()).isBetween(120L, 280L);
    assertThat(objective(Points.orNone()).told(classes, NoiseSource.seeded(1))).isEqualTo(classes);
  }

  @Test
  void leavesOutNothingThatMustBeTold() {
    ScoreMatching all = objective(new Points(Conditioning.continuous().withClasses(2)));
    assertThat(all.classes()).hasValue(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> all.leavingOut(0.1))
        .withMessage(
            "score matching: leaves classes out for a network that can be told none, but it takes a"
                + " continuous time or standard deviation and one of 2 classes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> objective(Points.orNone()).leavingOut(1.5))
        .withMessageContaining("found 1.5");
  }
}

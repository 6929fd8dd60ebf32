package org.ncsn.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.nn.Classifier;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Initializer;
import org.ncsn.nn.JoinedNetwork;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.noise.VarianceExploding;
import org.ncsn.primitive.Elementwise;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;

/**
 * Two normal classes of which everything is known: by Bayes' rule, the score of a class is that of
 * all data and the gradient of the class's probability.
 */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#all")
class ClassifierGuidanceOfNormalsTest {
  private static final VarianceExploding VE = new VarianceExploding(0.1, 3);

  /** Means of the classes, which both networks have as a parameter. */
  private static final HostArray MEANS = HostArray.of(Shape.of(1, 2), -1.0, 2);

  private static final HostWeights WEIGHTS = new HostWeights(List.of(MEANS), List.of());
  private static final HostArray X = HostArray.of(Shape.of(4, 1), -2.0, 0, 0.7, 5);
  private static final HostArray TIMES = HostArray.of(Shape.of(4), 0.1, 0.4, 0.7, 1);
  private static final HostArray CLASSES = HostArray.of(Shape.of(4), 0, 1, 0, 0);

  @org.junit.jupiter.params.Parameter Backend backend;

  /** Minus half the squared distance from both means over the variance, {@code [N,2]}. */
  private static final class Posterior implements Classifier {
    private final Parameters parameters = Parameters.empty();
    private final Parameter means =
        parameters.declare("means", Shape.of(1, 2), Layout.SAME, Initializer.constant(0));

    @Override
    public List<Parameter> parameters() {
      return parameters.list();
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
      Tensor variance = variance(pass, x);
      return x.subtract(pass.of(means)).square().divide(variance).multiply(-0.5);
    }

    /** Of points with noise: the classes are points themselves. */
    Tensor variance(Pass pass, Tensor x) {
      return pass.condition().continuous().square().reshape(x.shape().extent(0), 1);
    }
  }

  /** The score of both classes together. */
  private record Mixture(Posterior posterior) implements ScoreNetwork {
    @Override
    public List<Parameter> parameters() {
      return posterior.parameters();
    }

    @Override
    public Conditioning conditioning() {
      return posterior.conditioning();
    }

    @Override
    public Tensor score(Pass pass, Tensor x) {
      Tensor likelihoods = Elementwise.exp(posterior.classify(pass, x));
      Tensor shares = likelihoods.divide(likelihoods.sum(1).reshape(x.shape().extent(0), 1));
      Tensor pulls = pass.of(posterior.means).subtract(x).divide(posterior.variance(pass, x));
      return shares.multiply(pulls).sum(1).reshape(x.shape().extent(0), 1);
    }
  }

  private static ScoreModel all() {
    return new ScoreModel(new Mixture(new Posterior()), VE, VE::deviation, OutputRule.SCORE);
  }

  @Test
  void makesTheScoreOfAllDataThatOfTheClass() {
    HostArray led = led(1);
    for (int i = 0; i < 4; i++) {
      double sigma = VE.deviation(TIMES.at(i));
      double expected = (MEANS.at((int) CLASSES.at(i)) - X.at(i)) / (sigma * sigma);
      assertThat(led.at(i)).isCloseTo(expected, within(1e-8 * Math.abs(expected)));
    }
  }

  @Test
  void countsTheClassifierByItsWeight() {
    HostArray none = led(0);
    HostArray once = led(1);
    HostArray thrice = led(3);
    assertThat(none)
        .isEqualTo(new Scores(backend, all(), WEIGHTS).of(X, TIMES, Optional.empty(), 4));
    for (int i = 0; i < 4; i++) {
      double expected = none.at(i) + 3 * (once.at(i) - none.at(i));
      assertThat(thrice.at(i)).isCloseTo(expected, within(1e-8 * Math.abs(expected) + 1e-8));
    }
  }

  /** The weights are those of both networks, of which the classifier's come second. */
  private HostArray led(double weight) {
    ScoreFunction guided = new ClassifierGuidance(all(), new Posterior(), VE::deviation, weight);
    assertThat(guided.network().parameters().stream().map(Parameter::index)).containsExactly(0, 1);
    HostWeights both = JoinedNetwork.join(WEIGHTS, WEIGHTS);
    return new Scores(backend, guided, both).of(X, TIMES, Optional.of(CLASSES), 4);
  }

  @Test
  void takesWeightsThatAreNumbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClassifierGuidance(all(), new Posterior(), VE::deviation, Double.NaN))
        .withMessage("classifier guidance: the weight is a number, found NaN");
  }
}

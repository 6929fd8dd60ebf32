package org.ncsn.cli.toy;

import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.cli.plot.PlaneGrid;
import org.ncsn.nn.Condition;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.nn.Weights;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;
import org.ncsn.toy.Distribution;
import org.ncsn.toy.GaussianMixture;
import org.ncsn.toy.MixtureScore;
import org.ncsn.toy.ScoreComparison;
import org.ncsn.toy.ToyNetwork;

/**
 * A network's estimate of the data's score beside the true one.
 *
 * @param densities the data's density {@code [n]} on {@link #FINE}
 * @param exact the true score {@code [n,2]} on {@link #COARSE}
 * @param estimated the estimated score {@code [n,2]} on {@link #COARSE}
 * @param comparison of the two on {@link #FINE}
 */
public record ToyFields(
    Distribution distribution,
    HostArray densities,
    HostArray exact,
    HostArray estimated,
    ScoreComparison comparison) {
  /** Where densities are drawn and scores compared. */
  static final PlaneGrid FINE = new PlaneGrid(ToySettings.WINDOW, 128);

  private static final Weights NONE = new Weights(List.of());

  /** Where arrows are drawn. */
  static final PlaneGrid COARSE = new PlaneGrid(ToySettings.WINDOW, 20);

  /**
   * Evaluates a network.
   *
   * @param weights values of its parameters
   */
  public static ToyFields of(
      Distribution distribution, ToyNetwork network, Backend backend, Weights weights) {
    GaussianMixture mixture = distribution.mixture();
    MixtureScore exact = new MixtureScore(mixture);
    HostArray densities = densities(mixture);
    return new ToyFields(
        distribution,
        densities,
        field(backend, exact, NONE, COARSE),
        field(backend, network.data(), weights, COARSE),
        ScoreComparison.of(
            densities,
            field(backend, exact, NONE, FINE),
            field(backend, network.data(), weights, FINE)));
  }

  static HostArray densities(GaussianMixture mixture) {
    double[] densities = new double[FINE.size()];
    for (int i = 0; i < densities.length; i++) {
      densities[i] = Math.exp(mixture.logDensity(FINE.x(i), FINE.y(i)));
    }
    return HostArray.of(Shape.of(densities.length), densities);
  }

  private static HostArray field(
      Backend backend, ScoreNetwork score, Weights weights, PlaneGrid grid) {
    try (Scope scope = Scope.open()) {
      Tensor points = backend.tensor(grid.points());
      return score.score(new Pass(weights, Condition.NONE), points).toHost();
    }
  }
}

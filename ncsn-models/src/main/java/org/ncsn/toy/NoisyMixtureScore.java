package org.ncsn.toy;

import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.primitive.Indexing;
import org.ncsn.tensor.Tensor;

/**
 * The exact score of a mixture with noise added, conditional on the noise level: what a noise
 * conditional network estimates.
 */
public record NoisyMixtureScore(GaussianMixture mixture, NoiseLevels levels)
    implements ScoreNetwork {
  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public Conditioning conditioning() {
    return Conditioning.levels(levels.count());
  }

  @Override
  public Tensor score(Pass pass, Tensor x) {
    double[] variances = new double[levels.count()];
    for (int level = 0; level < variances.length; level++) {
      variances[level] = Math.pow(mixture.withNoise(levels.sigma(level)).deviation(), 2);
    }
    HostArray table = HostArray.of(Shape.of(variances.length, 1), variances);
    return mixture.score(
        x, Indexing.gatherRows(x.constant(table.to(x.dtype())), pass.condition().level()));
  }
}

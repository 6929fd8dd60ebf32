package org.ncsn.sampler;

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
 * The exact score of normal data with noise added: {@code (mean - x) / (deviation^2 + sigma^2)}.
 */
record GaussianScore(NoiseLevels levels, double mean, double deviation) implements ScoreNetwork {
  /** The variance of the noisy data. */
  double variance(int level) {
    return deviation * deviation + levels.sigma(level) * levels.sigma(level);
  }

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
    double[] precisions = new double[levels.count()];
    for (int level = 0; level < precisions.length; level++) {
      precisions[level] = 1 / variance(level);
    }
    HostArray table = HostArray.of(Shape.of(precisions.length, 1), precisions);
    Tensor precision =
        Indexing.gatherRows(x.constant(table.to(x.dtype())), pass.condition().level())
            .reshape(x.shape().extent(0), 1, 1, 1);
    return x.add(-mean).negate().multiply(precision);
  }
}

package org.ncsn.toy;

import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.nn.ConditionalLinear;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.Linear;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Indexing;
import org.ncsn.tensor.Tensor;

/**
 * A noise conditional score network for points {@code [N,2]}: the toy score network with layers
 * that know the noise level. What it computes inside has the same size at every level: its input is
 * divided by the spread of the noisy points, its output by the standard deviation of the noise, as
 * scores shrink with it (section 4.2 of the paper).
 */
public final class ToyNoisyScore implements ScoreNetwork {
  /** Distance of the distributions' points from the origin, about. */
  private static final double DATA_SCALE = 5;

  private final NoiseLevels levels;
  private final List<Parameter> parameters;
  private final ConditionalLinear first;
  private final ConditionalLinear second;
  private final Linear last;

  /**
   * @param declared where its parameters are declared
   * @param units of each hidden layer
   */
  public ToyNoisyScore(Parameters declared, NoiseLevels levels, int units) {
    this.levels = levels;
    this.first = new ConditionalLinear(declared.at(0), levels.count(), 2, units);
    this.second = new ConditionalLinear(declared.at(2), levels.count(), units, units);
    this.last = new Linear(declared.at(4), units, 2);
    this.parameters = declared.list();
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public Conditioning conditioning() {
    return Conditioning.levels(levels.count());
  }

  /**
   * {@inheritDoc}
   *
   * @param x points {@code [N,2]}
   */
  @Override
  public Tensor score(Pass pass, Tensor x) {
    double[] spreads = new double[levels.count()];
    for (int level = 0; level < spreads.length; level++) {
      spreads[level] = Math.hypot(levels.sigma(level), DATA_SCALE);
    }
    HostArray table = HostArray.of(Shape.of(spreads.length, 1), spreads);
    Tensor spread = Indexing.gatherRows(x.constant(table.to(x.dtype())), pass.condition().level());
    Tensor sigma =
        Indexing.gatherRows(x.constant(levels.table().to(x.dtype())), pass.condition().level());
    Tensor state = Elementwise.softplus(first.apply(pass, x.divide(spread)));
    state = Elementwise.softplus(second.apply(pass, state));
    return last.apply(pass, state).divide(sigma);
  }
}

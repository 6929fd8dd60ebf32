package org.ncsn.toy;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.Perceptron;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.noise.NoiseProcess;
import org.ncsn.primitive.Shaping;
import org.ncsn.tensor.Tensor;

/**
 * A network that estimates the noise in points {@code [N,2]} at any time of a noise process: fully
 * connected, 3-units-units-units-2 with softplus. Of a time it is told how much noise there is.
 */
public final class ToyTimedScore implements ScoreNetwork {
  /** Distance of the distributions' points from the origin, about. */
  private static final double DATA_SCALE = 5;

  /** Of what the network is told, about. */
  private static final double TOLD_SCALE = 4;

  private final List<Parameter> parameters;
  private final Perceptron layers;

  /**
   * @param units of each hidden layer
   */
  public ToyTimedScore(int units) {
    Parameters declared = Parameters.empty();
    this.layers = new Perceptron(declared, 3, units, units, units, 2);
    this.parameters = declared.list();
  }

  /** What it is told of a time: the logarithm of the noise-to-signal ratio. */
  public static DoubleUnaryOperator told(NoiseProcess process) {
    return time -> Math.log(process.deviation(time) / process.mean(time));
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public Conditioning conditioning() {
    return Conditioning.continuous();
  }

  @Override
  public Tensor score(Pass pass, Tensor x) {
    Tensor told = pass.condition().continuous().reshape(x.shape().extent(0), 1);
    Tensor inputs =
        Shaping.concat(1, List.of(x.multiply(1 / DATA_SCALE), told.multiply(1 / TOLD_SCALE)));
    return layers.apply(pass, inputs);
  }
}

package org.ncsn.toy;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.Perceptron;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.noise.DiffusionProcess;
import org.ncsn.noise.NoiseProcess;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Shaping;
import org.ncsn.tensor.Tensor;

/**
 * A network that estimates the noise in points {@code [N,2]} at any time of a noise process: fully
 * connected, 3-units-units-units-2 with softplus. Of a time it is told how much noise there is.
 *
 * <p>What goes in and what comes out is as large at any time, and of the noise only that is left to
 * the layers which a normal distribution of the data's size would not give (Karras et al. 2022):
 * where there is nearly only noise, small errors would decide which mode a point ends in.
 */
public final class ToyTimedScore implements ScoreNetwork {
  /** Distance of the distributions' points from the origin, about. */
  private static final double DATA_SCALE = 5;

  /** Of what the network is told, about. */
  private static final double TOLD_SCALE = 4;

  private final List<Parameter> parameters;
  private final Perceptron layers;
  private final boolean dataFade;

  /**
   * @param units of each hidden layer
   * @param process whose noise it is
   */
  public ToyTimedScore(int units, DiffusionProcess process) {
    this.dataFade = process.mean(1) < 0.5;
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
    Tensor ratio = Elementwise.exp(told);
    Tensor squared = ratio.square();
    Tensor perSize = Elementwise.reciprocalSqrt(squared.add(DATA_SCALE * DATA_SCALE));
    // Where the data fade, points grow no more than noise does.
    Tensor unit = x.multiply(perSize);
    Tensor grown = dataFade ? unit.multiply(Elementwise.power(squared.add(1), 0.5)) : unit;
    Tensor inputs = Shaping.concat(1, List.of(grown, told.multiply(1 / TOLD_SCALE)));
    Tensor ofNormal = grown.multiply(ratio.multiply(perSize));
    return ofNormal.subtract(layers.apply(pass, inputs).multiply(perSize.multiply(DATA_SCALE)));
  }
}

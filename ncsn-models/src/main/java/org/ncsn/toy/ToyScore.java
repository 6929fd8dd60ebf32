package org.ncsn.toy;

import java.util.List;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.Perceptron;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.tensor.Tensor;

/** The score network of the paper's two-dimensional experiments: 2-128-128-2 with softplus. */
public final class ToyScore implements ScoreNetwork {
  /** The published width. */
  public static final int UNITS = 128;

  private final List<Parameter> parameters;
  private final Perceptron layers;

  /**
   * @param units of each hidden layer
   */
  public ToyScore(int units) {
    this(Parameters.empty(), units);
  }

  /** As part of something larger, whose parameters are declared here, too. */
  ToyScore(Parameters declared, int units) {
    this.layers = new Perceptron(declared, 2, units, units, 2);
    this.parameters = declared.list();
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public Conditioning conditioning() {
    return Conditioning.NONE;
  }

  @Override
  public Tensor score(Pass pass, Tensor x) {
    return layers.apply(pass, x);
  }
}

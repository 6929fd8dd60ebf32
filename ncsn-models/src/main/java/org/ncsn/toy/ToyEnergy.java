package org.ncsn.toy;

import java.util.List;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.EnergyNetwork;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.Perceptron;
import org.ncsn.tensor.Tensor;

/** An energy network for points of the plane: two hidden layers with softplus, one output. */
public final class ToyEnergy implements EnergyNetwork {
  private final List<Parameter> parameters;
  private final Perceptron layers;

  /**
   * @param units of each hidden layer
   */
  public ToyEnergy(int units) {
    this(Parameters.empty(), units);
  }

  /** As part of something larger, whose parameters are declared here, too. */
  ToyEnergy(Parameters declared, int units) {
    this.layers = new Perceptron(declared, 2, units, units, 1);
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
  public Tensor energy(Pass pass, Tensor x) {
    return layers.apply(pass, x);
  }
}

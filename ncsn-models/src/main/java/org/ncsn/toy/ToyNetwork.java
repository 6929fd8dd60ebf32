package org.ncsn.toy;

import java.util.List;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.EnergyScore;
import org.ncsn.nn.Network;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.tensor.Tensor;

/**
 * What an experiment in the plane learns: the score of the data (its parameters are named as the
 * published network's) and, for annealed Langevin dynamics, the score of noisy data (named {@code
 * noisy...}). They share nothing; each has a loss of its own.
 */
public final class ToyNetwork implements Network {
  private final List<Parameter> parameters;
  private final ScoreNetwork data;
  private final ScoreNetwork noisy;

  private ToyNetwork(Parameters declared, ScoreNetwork data, NoiseLevels levels, int units) {
    ScoreNetwork annealed = new ToyNoisyScore(declared.at("noisy"), levels, units);
    this.parameters = declared.list();
    this.data = new Part(data, parameters);
    this.noisy = new Part(annealed, parameters);
  }

  /** The data's score is a network's output. */
  public static ToyNetwork ofScore(NoiseLevels levels, int units) {
    Parameters declared = Parameters.empty();
    return new ToyNetwork(declared, new ToyScore(declared, units), levels, units);
  }

  /** The data's score is the gradient of minus a network's output, an energy. */
  public static ToyNetwork ofEnergy(NoiseLevels levels, int units) {
    Parameters declared = Parameters.empty();
    return new ToyNetwork(declared, new EnergyScore(new ToyEnergy(declared, units)), levels, units);
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The part that estimates the data's score; it takes the weights of the whole. */
  public ScoreNetwork data() {
    return data;
  }

  /** The part that estimates the score of noisy data; it takes the weights of the whole. */
  public ScoreNetwork noisy() {
    return noisy;
  }

  /** One of the two, which takes the weights of both. */
  private record Part(ScoreNetwork network, List<Parameter> parameters) implements ScoreNetwork {
    @Override
    public Conditioning conditioning() {
      return network.conditioning();
    }

    @Override
    public Tensor score(Pass pass, Tensor x) {
      return network.score(pass, x);
    }
  }
}

package org.ncsn.nn;

import java.util.List;
import org.ncsn.autograd.Gradients;
import org.ncsn.tensor.Tensor;

/**
 * The score of an energy network, minus the energy's gradient. With it every loss and sampler of
 * scores serves energies, too.
 */
public record EnergyScore(EnergyNetwork network) implements ScoreNetwork {
  @Override
  public List<Parameter> parameters() {
    return network.parameters();
  }

  @Override
  public List<Buffer> buffers() {
    return network.buffers();
  }

  @Override
  public List<DropMask> masks() {
    return network.masks();
  }

  @Override
  public Conditioning conditioning() {
    return network.conditioning();
  }

  @Override
  public Tensor score(Pass pass, Tensor x) {
    // A sliced loss watches x itself, to differentiate the score there once more.
    Tensor at = x.recording() == null ? x.watched() : x;
    return Gradients.differentiable(network.energy(pass, at).sum(), at).negate();
  }
}

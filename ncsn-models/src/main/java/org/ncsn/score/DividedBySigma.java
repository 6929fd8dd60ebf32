package org.ncsn.score;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.nn.Buffer;
import org.ncsn.nn.Condition;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.DropMask;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.primitive.Indexing;
import org.ncsn.tensor.Tensor;

/**
 * NCSNv2's third technique: a network that knows nothing of the noise, whose output is divided by
 * the standard deviation of each sample's level, {@code s(x, i) = f(x) / sigma_i}. The levels are a
 * constant of the network, which checkpoints hold under PyTorch's name {@code sigmas}.
 *
 * <pre>{@code
 * NoiseLevels levels = NoiseLevels.geometric(17, 0.01, 96).rounded(); // for MNIST
 * BlockStyle style = BlockStyle.ncsnv2(InstanceNormPlus.normalization(), Activation.ELU);
 * ScoreNetwork ncsnv2 = new DividedBySigma(new RefineNet(1, 64, true, Depth.USUAL, style), levels);
 * Objective objective = ScoreMatching.training(ncsnv2, AnnealedDenoising.ofNoise(levels, 2));
 * SamplingMethod method = new AnnealedLangevin(new LangevinSchedule(levels, 5, 1.1e-5), true);
 * }</pre>
 */
public final class DividedBySigma implements ScoreNetwork {
  private final ScoreNetwork network;
  private final Conditioning conditioning;
  private final Buffer sigmas;

  /**
   * @param network f
   * @param levels whose deviations divide, rounded to {@code float32}
   * @throws IllegalArgumentException if the network is told something itself
   */
  public DividedBySigma(ScoreNetwork network, NoiseLevels levels) {
    if (network.conditioning().knowsNoise()) {
      throw new IllegalArgumentException(
          "divided by sigma: the network shall be told nothing of the noise, but takes "
              + network.conditioning());
    }
    this.network = network;
    this.conditioning = Conditioning.levels(levels.count());
    HostArray table = HostArray.of(Shape.of(levels.count()), levels.table().floats());
    this.sigmas = Buffer.constant(network.buffers().size(), "sigmas", table);
  }

  @Override
  public List<Parameter> parameters() {
    return network.parameters();
  }

  @Override
  public List<Buffer> buffers() {
    List<Buffer> buffers = new ArrayList<>(network.buffers());
    buffers.add(sigmas);
    return buffers;
  }

  @Override
  public List<DropMask> masks() {
    return network.masks();
  }

  @Override
  public Conditioning conditioning() {
    return conditioning;
  }

  @Override
  public int sidesDivisibleBy() {
    return network.sidesDivisibleBy();
  }

  @Override
  public Tensor score(Pass pass, Tensor x) {
    Tensor output = network.score(new Pass(pass.weights(), Condition.NONE, pass.mode()), x);
    Tensor table = pass.weights().of(sigmas).reshape(sigmas.shape().extent(0), 1);
    Tensor each = Indexing.gatherRows(table, pass.condition().level());
    return output.divide(each.reshape(x.shape().column().extents()));
  }
}

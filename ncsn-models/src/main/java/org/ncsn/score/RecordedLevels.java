package org.ncsn.score;

import java.util.List;
import java.util.Map;
import org.ncsn.array.HostArray;
import org.ncsn.nn.Buffer;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.DropMask;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.tensor.Tensor;

/**
 * A network beside whose weights PyTorch's checkpoints record N noise levels, from the largest to
 * the smallest, in {@code float64} and under the name {@code sigmas}. The networks of "Score-Based
 * Generative Modeling through Stochastic Differential Equations" have them whether they are trained
 * on levels or in continuous time; nothing is computed with them here.
 *
 * <pre>{@code
 * ScoreNetwork recorded = new RecordedLevels(unet, NoiseLevels.geometric(50, 0.01, 1000));
 * Snapshot published =
 *     TorchCheckpoint.read(Path.of("checkpoint_8.pth"), recorded, adam.slots(), true);
 * }</pre>
 */
public final class RecordedLevels implements ScoreNetwork {
  private final ScoreNetwork network;
  private final Map<String, HostArray> recorded;

  /**
   * @param network to which everything else is left
   * @param levels that are recorded
   */
  public RecordedLevels(ScoreNetwork network, NoiseLevels levels) {
    this.network = network;
    this.recorded = Map.of("sigmas", levels.values());
  }

  @Override
  public Map<String, HostArray> recorded() {
    return recorded;
  }

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
  public int sidesDivisibleBy() {
    return network.sidesDivisibleBy();
  }

  @Override
  public Tensor score(Pass pass, Tensor x) {
    return network.score(pass, x);
  }
}

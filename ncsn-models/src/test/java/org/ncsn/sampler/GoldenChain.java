package org.ncsn.sampler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ncsn.GoldenNetwork;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Weights;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.score.ScoreModel;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;

/**
 * Chains of a network, from arrays that hold where it starts, the noise and the weights. What is
 * compiled for one is used again for the next.
 */
final class GoldenChain implements AutoCloseable {
  private final Backend backend;
  private final GoldenNetwork network;
  private final Map<Compiled, Sampler> samplers = new HashMap<>();

  /** What a sampler is compiled for. */
  private record Compiled(AnnealedLangevin method, TensorType batch) {}

  GoldenChain(Backend backend, GoldenNetwork network) {
    this.backend = backend;
    this.network = network;
  }

  /** Start and noise of a file, and weights. */
  static List<HostArray> inputs(Map<String, HostArray> file, List<HostArray> weights) {
    return inputs(TorchArrays.images(file.get("x0"), DType.FLOAT64), file.get("noise"), weights);
  }

  /**
   * The arrays that a chain needs.
   *
   * @param noise of every step, in PyTorch's order of axes
   */
  static List<HostArray> inputs(HostArray start, HostArray noise, List<HostArray> weights) {
    List<HostArray> inputs = new ArrayList<>(List.of(start, noise.to(start.dtype())));
    inputs.addAll(weights);
    return inputs;
  }

  /** The end of a chain, alone in a list. */
  List<HostArray> end(LangevinSchedule schedule, List<HostArray> inputs, Constraint known) {
    return List.of(run(new AnnealedLangevin(schedule), inputs, known, Sampler.Observer.NONE));
  }

  /** The end of a chain that is observed. */
  HostArray run(
      AnnealedLangevin method,
      List<HostArray> inputs,
      Constraint known,
      Sampler.Observer observer) {
    Sampler sampler =
        samplers.computeIfAbsent(new Compiled(method, inputs.get(0).type()), this::compiled);
    try (Scope scope = Scope.open()) {
      return sampler.run(
          new Chain(weights(inputs), index -> noise(inputs, index)),
          inputs.get(0),
          known,
          observer);
    }
  }

  private Sampler compiled(Compiled asked) {
    AnnealedLangevin method = asked.method();
    ScoreModel model = ScoreModel.of(network.network(), method.schedule().levels());
    return new Sampler(backend, model, method, asked.batch());
  }

  @Override
  public void close() {
    samplers.values().forEach(Sampler::close);
  }

  /** The end, alone in a list, of a chain that stays at the last of some noise levels. */
  List<HostArray> stay(NoiseLevels levels, double stepSize, List<HostArray> inputs) {
    // The last level's step size is the rate itself.
    try (Scope scope = Scope.open();
        SamplingStep step =
            new AnnealedLangevin(new LangevinSchedule(levels, 1, stepSize))
                .compile(backend, ScoreModel.of(network.network(), levels), inputs.get(0).type())) {
      Weights weights = weights(inputs);
      ChainState state = step.begin(backend.tensor(inputs.get(0)));
      for (int i = 0; i < inputs.get(1).shape().extent(0); i++) {
        HostArray noise = noise(inputs, i);
        state = step.take(new Chain(weights, draw -> noise), state, levels.count() - 1);
      }
      return List.of(state.samples().toHost());
    }
  }

  private static HostArray noise(List<HostArray> inputs, int index) {
    HostArray noise = inputs.get(1);
    return TorchArrays.images(TorchArrays.entry(noise, index), noise.dtype());
  }

  private Weights weights(List<HostArray> inputs) {
    return new Weights(
        inputs.subList(2, inputs.size()).stream().map(backend::tensor).toList(),
        network.network().buffers().stream()
            .map(buffer -> backend.tensor(buffer.first().to(inputs.get(0).dtype())))
            .toList());
  }
}

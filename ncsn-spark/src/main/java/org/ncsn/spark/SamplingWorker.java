package org.ncsn.spark;

import java.util.Optional;
import java.util.OptionalInt;
import org.ncsn.array.HostArray;
import org.ncsn.checkpoint.WeightsFile;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Weights;
import org.ncsn.sampler.BatchSampler;
import org.ncsn.sampler.BatchSamplers;
import org.ncsn.sampler.ChainWatch;
import org.ncsn.sampler.ChainWatch.Loss;
import org.ncsn.sampler.Sampler.Observer;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;

/**
 * Draws chunks in an executor. It is compiled by the first task of a job and kept for the others;
 * two tasks in one process take turns.
 */
final class SamplingWorker {
  private static Optional<SamplingWorker> current = Optional.empty();

  private final String fingerprint;
  private final Experiment experiment;
  private final HostWeights weights;
  private final int images;
  private final BatchSamplers samplers;
  private final Backend backend;

  private SamplingWorker(String fingerprint, Shipment shipment, int images, int batch) {
    this.fingerprint = fingerprint;
    this.images = images;
    this.experiment = shipment.experiment();
    this.weights = shipment.read(file -> WeightsFile.read(file, experiment.network()));
    this.backend = ExecutorEngine.of(experiment, shipment.threads());
    this.samplers =
        experiment.samplers(
            backend, OptionalInt.of(batch), images, experiment.generation().start());
    ExecutorEngine.requireMemory();
  }

  /**
   * Images that were drawn.
   *
   * @param images {@code float32 [n,H,W,C]} in the space of pixels, not clamped
   * @param lost which of them diverged, if any
   */
  record Drawn(HostArray images, Optional<Loss> lost) {}

  /**
   * Draws a chunk.
   *
   * @throws org.ncsn.error.UserError if the engine does not run here
   * @throws org.ncsn.memory.MemoryShortage if so many at once do not fit into memory
   */
  static synchronized Drawn draw(Shipment shipment, SamplingPlan plan, Chunk chunk) {
    String fingerprint =
        shipment.fingerprint(plan.images() + " images, " + plan.batch() + " at once");
    if (current.filter(any -> any.fingerprint.equals(fingerprint)).isEmpty()) {
      current.ifPresent(other -> other.samplers.close());
      current = Optional.empty();
      current = Optional.of(new SamplingWorker(fingerprint, shipment, plan.images(), plan.batch()));
    }
    return current.orElseThrow().draw(chunk);
  }

  private Drawn draw(Chunk chunk) {
    ChainWatch watch = new ChainWatch(experiment.generation().method(), Observer.NONE);
    try (Scope scope = Scope.open()) {
      Weights onEngine = weights.on(backend);
      BatchSampler sampler = samplers.of(images - chunk.first());
      HostArray drawn = experiment.drawn(sampler, onEngine, chunk.first(), watch);
      return new Drawn(drawn, watch.loss());
    }
  }
}

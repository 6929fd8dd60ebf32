package org.ncsn.cli.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ncsn.checkpoint.Checkpoint;
import org.ncsn.checkpoint.Computed;
import org.ncsn.checkpoint.TorchCheckpoint;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.error.UserError;
import org.ncsn.nn.Buffer;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Network;
import org.ncsn.nn.Parameter;

/**
 * What a run trained, as one of its checkpoints has it. A run folder of the official program is one
 * like any other.
 *
 * @param file that it was read from
 * @param logs the run folder
 * @param checkpoint what the file holds
 * @param network that it is of
 */
public record TrainedNetwork(Path file, Path logs, Checkpoint checkpoint, Network network) {
  /**
   * Reads a checkpoint of a run.
   *
   * @param step how many steps it was written after; empty for the latest
   * @param slots of the optimizer that are needed, too, of an official checkpoint
   * @throws UserError if there is none, or it is of another network
   */
  public static TrainedNetwork read(
      Path logs, OptionalLong step, Experiment experiment, List<String> slots) {
    Network network = experiment.network();
    Path file = Checkpoints.chosen(logs, step);
    if (!Checkpoints.isOfficial(logs)) {
      return new TrainedNetwork(file, logs, Checkpoint.read(file, network), network);
    }
    Checkpoint checkpoint =
        new Checkpoint(
            TorchCheckpoint.read(file, network, slots, experiment.average().isKept()),
            experiment.noise().state(),
            Computed.elsewhere("pytorch"),
            experiment.configText());
    return new TrainedNetwork(file, logs, checkpoint, network);
  }

  /** The weights to sample with. */
  public HostWeights weights() {
    return checkpoint.snapshot().best();
  }

  /** What is wrong with numbers that nothing can be computed with, if anything is. */
  public Optional<String> notFinite() {
    return notFinite(network, weights())
        .or(() -> notFinite(network, checkpoint.snapshot().weights()))
        .map(names -> problem(file, names));
  }

  /**
   * Makes sure that the weights are numbers.
   *
   * @throws UserError if they are not
   */
  public TrainedNetwork requireFinite() {
    notFinite()
        .ifPresent(
            problem -> {
              OptionalLong earlier = Checkpoints.before(logs, checkpoint.snapshot().step());
              throw new UserError(
                  problem
                      + (earlier.isPresent()
                          ? "; take an earlier checkpoint with --from " + earlier.getAsLong()
                          : "; train anew"));
            });
    return this;
  }

  /**
   * Makes sure that weights of a file are numbers.
   *
   * @throws UserError if they are not
   */
  public static void requireFinite(Path file, Network network, HostWeights weights) {
    notFinite(network, weights)
        .ifPresent(
            names -> {
              throw new UserError(
                  problem(file, names)
                      + "; nothing can be computed with them, take another checkpoint");
            });
  }

  private static String problem(Path file, String names) {
    return file + ": its weights are not finite (" + names + ")";
  }

  /**
   * The parameters and buffers whose values are not all numbers.
   *
   * @return the first one's name, and how many more there are; empty if all is well
   */
  private static Optional<String> notFinite(Network network, HostWeights weights) {
    List<String> names = new ArrayList<>();
    for (Parameter parameter : network.parameters()) {
      if (!weights.values().get(parameter.index()).isFinite()) {
        names.add(parameter.name());
      }
    }
    for (Buffer buffer : network.buffers()) {
      if (!weights.buffers().get(buffer.index()).isFinite()) {
        names.add(buffer.name());
      }
    }
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            names.get(0) + (names.size() > 1 ? " and " + (names.size() - 1) + " more" : ""));
  }
}

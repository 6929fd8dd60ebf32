package org.ncsn.cli.runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ncsn.data.Batches.Position;
import org.ncsn.error.UserError;
import org.ncsn.nn.Parameter;
import org.ncsn.tensor.HostArray;
import org.ncsn.training.Checkpoint;
import org.ncsn.training.Checkpoint.Computed;
import org.ncsn.training.TorchCheckpoint;

/**
 * What a run trained, as one of its checkpoints has it. A run folder of the official program is one
 * like any other.
 *
 * @param file that it was read from
 * @param logs the run folder
 * @param checkpoint what the file holds
 * @param parameters of the network
 */
public record TrainedNetwork(
    Path file, Path logs, Checkpoint checkpoint, List<Parameter> parameters) {
  /**
   * Reads a checkpoint of a run.
   *
   * @param step how many steps it was written after; empty for the latest
   * @param slots of the optimizer that are needed, too, of an official checkpoint
   * @throws UserError if there is none, or it is of another network
   */
  public static TrainedNetwork read(
      Path logs, OptionalLong step, Experiment experiment, List<String> slots) {
    List<Parameter> parameters = experiment.network().parameters();
    if (!Checkpoints.isOfficial(logs)) {
      Path file = Checkpoints.chosen(logs, step);
      return new TrainedNetwork(file, logs, Checkpoint.read(file, parameters), parameters);
    }
    Path file = Checkpoints.official(logs);
    if (step.isPresent()) {
      throw new UserError(
          "--from: " + file + " is of the official program, which numbers none; leave it out");
    }
    Checkpoint checkpoint =
        new Checkpoint(
            TorchCheckpoint.read(file, parameters, slots),
            experiment.noise().state(),
            new Position(0, 0),
            Computed.elsewhere("pytorch"),
            experiment.configText());
    return new TrainedNetwork(file, logs, checkpoint, parameters);
  }

  /** The weights to sample with. */
  public List<HostArray> weights() {
    return checkpoint.snapshot().best();
  }

  /** What is wrong with numbers that nothing can be computed with, if anything is. */
  public Optional<String> notFinite() {
    return notFinite(parameters, weights())
        .or(() -> notFinite(parameters, checkpoint.snapshot().weights()))
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
  public static void requireFinite(Path file, List<Parameter> parameters, List<HostArray> weights) {
    notFinite(parameters, weights)
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
   * The parameters whose values are not all numbers.
   *
   * @return the first one's name, and how many more there are; empty if all is well
   */
  private static Optional<String> notFinite(List<Parameter> parameters, List<HostArray> values) {
    List<String> names = new ArrayList<>();
    for (Parameter parameter : parameters) {
      if (!values.get(parameter.index()).isFinite()) {
        names.add(parameter.name());
      }
    }
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            names.get(0) + (names.size() > 1 ? " and " + (names.size() - 1) + " more" : ""));
  }
}

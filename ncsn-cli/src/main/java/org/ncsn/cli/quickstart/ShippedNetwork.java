package org.ncsn.cli.quickstart;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.ncsn.checkpoint.Checkpoint;
import org.ncsn.checkpoint.Computed;
import org.ncsn.checkpoint.WeightsFile;
import org.ncsn.cli.config.ConfigWriter;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.training.Checkpoints;
import org.ncsn.nn.HostWeights;
import org.ncsn.tensor.Backend;
import org.ncsn.training.TrainingState.Snapshot;

/** The network of digits that comes with the program, trained already. */
public final class ShippedNetwork {
  private static final String RESOURCE = "digits.safetensors";

  private ShippedNetwork() {}

  /** Its weights, for the network of the config that it was trained by. */
  public static HostWeights weights(Experiment experiment) {
    try (InputStream in = ShippedNetwork.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new FileNotFoundException(RESOURCE + " is not in this build");
      }
      return WeightsFile.read(in, RESOURCE, experiment.network());
    } catch (IOException e) {
      throw new UncheckedIOException("this build is damaged", e);
    }
  }

  /**
   * Makes a run of it, to be sampled from, measured and trained further by an optimizer that knows
   * nothing yet.
   *
   * @param engine what samples are drawn by when the run is sampled from again
   */
  public static void into(
      RunFolder folder, Experiment experiment, HostWeights weights, Backend engine) {
    String config = experiment.configText(engine.name());
    Snapshot snapshot =
        Snapshot.initial(weights, experiment.optimizer().slots(), experiment.average().isKept());
    Computed shipped = Computed.elsewhere("shipped");
    ConfigWriter.write(config, folder.config());
    Checkpoints.write(
        folder.logs(),
        new Checkpoint(snapshot, experiment.noise().state(), shipped, config),
        experiment.network());
    folder.saved();
  }
}

package org.ncsn.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ncsn.checkpoint.CheckpointFormat;
import org.ncsn.checkpoint.Safetensors;
import org.ncsn.checkpoint.Safetensors.Content;
import org.ncsn.checkpoint.StateDict;
import org.ncsn.error.UserError;
import org.ncsn.nn.Parameter;
import org.ncsn.tensor.HostArray;

/** Weights in a file of whatever program, which its content tells and not its name. */
public final class WeightsFile {
  private WeightsFile() {}

  /**
   * The weights to evaluate a network with: of this program's files, the moving average where there
   * is one.
   *
   * @param entry where in a file of another program they stand; needed if it has several networks
   * @throws UserError if the file cannot be read, or is of another network
   */
  public static List<HostArray> read(
      Path file, List<Parameter> parameters, Optional<String> entry) {
    if (CheckpointFormat.of(file) == CheckpointFormat.TORCH) {
      return TorchCheckpoint.read(file, parameters, List.of(), entry).weights();
    }
    Content content = Safetensors.read(file);
    if (!Checkpoint.isOwn(content)) {
      StateDict whole = new StateDict("", content.arrays());
      StateDict network = new NetworkChoice(file, parameters).of(List.of(whole), entry);
      return TorchCheckpoint.weights(network, parameters);
    }
    if (entry.isPresent()) {
      throw new UserError(file + ": is of this program and has no entries; leave out --entry");
    }
    return Checkpoint.of(file, content, parameters).snapshot().best();
  }
}

package org.ncsn.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ncsn.error.UserError;
import org.ncsn.format.CheckpointFormat;
import org.ncsn.format.Safetensors;
import org.ncsn.format.Safetensors.Content;
import org.ncsn.format.Safetensors.Draft;
import org.ncsn.format.StateDict;
import org.ncsn.format.TorchContents;
import org.ncsn.format.TorchFile;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Network;

/** Weights in a file of whatever program, which its content tells and not its name. */
public final class WeightsFile {
  private WeightsFile() {}

  /**
   * Writes weights under PyTorch's names and in its order of axes, as a safetensors file that a
   * network in PyTorch takes, too.
   *
   * @throws UserError if it cannot be written
   */
  public static void write(Path file, Network network, HostWeights weights) {
    Safetensors.write(List.of(file), new Draft(Checkpoint.arrays(network, weights), Map.of()));
  }

  /**
   * The weights in a file of this program that comes with a library, as a resource.
   *
   * @param name what it is called
   * @throws IOException if it is cut short or damaged
   * @throws UserError if it is of another network
   */
  public static HostWeights read(InputStream resource, String name, Network network)
      throws IOException {
    byte[] bytes = resource.readAllBytes();
    Content content = Safetensors.read(new ByteArrayInputStream(bytes), bytes.length);
    return Checkpoint.of(Path.of(name), content, network).snapshot().best();
  }

  /**
   * The weights in a file that holds one network. Otherwise as {@link #read(Path, Network,
   * Optional)}.
   */
  public static HostWeights read(Path file, Network network) {
    return read(file, network, Optional.empty());
  }

  /**
   * The weights to evaluate a network with: of this program's files, the moving average where there
   * is one; also of score SDEs' checkpoints, whose average has no names to ask for it by.
   *
   * @param entry where in a file of another program they stand; needed if it has several networks
   * @throws UserError if the file cannot be read, or is of another network
   */
  public static HostWeights read(Path file, Network network, Optional<String> entry) {
    if (CheckpointFormat.of(file) == CheckpointFormat.TORCH) {
      return TorchCheckpoint.evaluated(file, network, entry);
    }
    Content content = Safetensors.read(file);
    if (!Checkpoint.isOwn(content)) {
      StateDict whole = new StateDict("", content.arrays());
      return chosen(file, network, List.of(whole), entry, Wanted.CONFIGURED);
    }
    if (entry.isPresent()) {
      throw new UserError(file + ": is of this program and has no entries; leave out --entry");
    }
    return Checkpoint.of(file, content, network).snapshot().best();
  }

  /**
   * The weights of a network that another program trained and no config describes.
   *
   * @param wanted what the error calls it
   * @throws UserError if the file cannot be read, or is of another network
   */
  public static HostWeights readForeign(Path file, Network network, Wanted wanted) {
    List<StateDict> stateDicts =
        CheckpointFormat.of(file) == CheckpointFormat.TORCH
            ? TorchContents.of(TorchFile.read(file)).stateDicts()
            : List.of(new StateDict("", Safetensors.read(file).arrays()));
    return of(file, network, stateDicts, wanted);
  }

  /**
   * The same of arrays that were read from a file of whatever format.
   *
   * @param file the file that the error names
   */
  public static HostWeights of(
      Path file, Network network, List<StateDict> stateDicts, Wanted wanted) {
    return chosen(file, network, stateDicts, Optional.empty(), wanted);
  }

  private static HostWeights chosen(
      Path file,
      Network network,
      List<StateDict> stateDicts,
      Optional<String> entry,
      Wanted wanted) {
    StateDict found = new NetworkChoice(file, network, wanted).of(stateDicts, entry);
    return TorchCheckpoint.weights(file, found, network);
  }
}

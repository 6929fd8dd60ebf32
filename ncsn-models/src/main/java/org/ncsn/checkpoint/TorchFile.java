package org.ncsn.checkpoint;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads checkpoints that {@code torch.save} wrote, in the ZIP format of PyTorch 1.6 and later and
 * in the older one of a few pickles in a row, without Python and without running anything that they
 * contain.
 */
public final class TorchFile {
  private static final int PICKLE_START = 0x80;

  private TorchFile() {}

  /**
   * Reads a checkpoint as plain values. Tensors come out as dense arrays, whatever their strides
   * and device; tensors of other integers and of booleans as {@code int32}.
   *
   * @throws org.ncsn.error.UserError if the file is missing or damaged, or holds anything but
   *     tensors, containers, text and numbers
   */
  public static TorchValue read(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(1);
      int first = in.read();
      in.reset();
      Object root =
          switch (first) {
            case 'P' -> TorchZip.read(file);
            case PICKLE_START -> TorchLegacy.read(in, Files.size(file));
            default -> throw new IOException("it does not begin as PyTorch's files do");
          };
      return new TorchValue(file.toString(), root);
    } catch (IOException e) {
      throw FileErrors.cannotRead(file, "PyTorch checkpoint", "get another copy of it", e);
    }
  }
}

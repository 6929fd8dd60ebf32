package org.ncsn.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ncsn.io.AtomicFile;
import org.ncsn.io.FileErrors;
import org.ncsn.io.RegularFile;

/**
 * Checkpoints as {@code torch.save} writes them. The ZIP format of PyTorch 1.6 and later is read
 * and written, the older one of a few pickles in a row is read: without Python and without running
 * anything that they contain.
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
    try (InputStream in = new BufferedInputStream(RegularFile.open(file))) {
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

  /**
   * Writes what {@code torch.load} of PyTorch 1.4 and later reads.
   *
   * @param root a {@link java.util.Map} (an ordered dictionary in Python), {@link java.util.List},
   *     {@code Object[]} (a tuple), {@link org.ncsn.array.HostArray} (a tensor), {@link String},
   *     {@link Number} or {@link Boolean}, or null; containers hold such values too
   * @throws org.ncsn.error.UserError if the disk is full or the folder is missing or read-only
   */
  public static void write(Path file, Object root) {
    AtomicFile.write(file, out -> TorchZipWriter.write(root, out));
  }
}

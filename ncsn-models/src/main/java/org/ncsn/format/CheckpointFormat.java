package org.ncsn.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.ncsn.io.FileErrors;
import org.ncsn.io.RegularFile;

/** The formats in which weights come, told by how a file begins and not by its name. */
public enum CheckpointFormat {
  SAFETENSORS,
  TORCH;

  /** The length of the header, in which no honest one fills the upper half, and its first brace. */
  private static final int SAFETENSORS_START = Long.BYTES + 1;

  private static final int ZIP_START = 'P';
  private static final int PICKLE_START = 0x80;

  /**
   * The format of a file.
   *
   * @throws org.ncsn.error.UserError if it is none of them, or cannot be read
   */
  public static CheckpointFormat of(Path file) {
    try (InputStream in = RegularFile.open(file)) {
      byte[] start = in.readNBytes(SAFETENSORS_START);
      if (isSafetensors(start)) {
        return SAFETENSORS;
      }
      int first = start.length == 0 ? -1 : Byte.toUnsignedInt(start[0]);
      if (first == ZIP_START || first == PICKLE_START) {
        return TORCH;
      }
      throw new IOException("it begins neither as safetensors nor as PyTorch's files do");
    } catch (IOException e) {
      throw FileErrors.cannotRead(file, "checkpoint", "use an earlier or a fresh copy", e);
    }
  }

  private static boolean isSafetensors(byte[] start) {
    for (int i = Integer.BYTES; i < Long.BYTES; i++) {
      if (start.length < SAFETENSORS_START || start[i] != 0) {
        return false;
      }
    }
    return start[Long.BYTES] == '{';
  }
}

package org.ncsn.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.ncsn.array.HostArray;
import org.ncsn.format.Npz;

/** The reference data of the published system; its {@code README.md} says what is there. */
public final class Golden {
  private Golden() {}

  /**
   * The arrays of one {@code .npz} file, in its order; images are {@code [N,C,H,W]} and weights
   * {@code [out,in,kH,kW]}, as PyTorch has them.
   */
  public static Map<String, HostArray> npz(String caseName, String file) {
    try {
      // From a jar too, when another module's tests use this one.
      Path copy = Files.createTempFile("golden", ".npz");
      try {
        copy(caseName, file, copy);
        return Npz.read(copy);
      } finally {
        Files.delete(copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies any file of a case, and returns the copy. */
  public static Path copy(String caseName, String file, Path target) {
    String resource = "/golden/" + caseName + "/" + file;
    try (InputStream in = Golden.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no " + resource);
      }
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.ncsn.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Real digits that the project carries: the 10,000 test images of MNIST (by LeCun, Cortes and
 * Burges, CC BY-SA 3.0; see {@code ATTRIBUTION.txt} beside them).
 */
public final class MnistSample {
  private static final String RESOURCE = "mnist/t10k-images-idx3-ubyte.gz";

  private MnistSample() {}

  /** The images, {@code [28,28,1]} each. */
  public static Dataset images() {
    try (InputStream in = MnistSample.class.getResourceAsStream(RESOURCE)) {
      byte[] file = in.readAllBytes();
      return ByteImages.of(
          Idx.read(new ByteArrayInputStream(file), MnistFile.TEST_IMAGES.elements()));
    } catch (IOException e) {
      throw new UncheckedIOException("the bundled digits are damaged", e);
    }
  }
}

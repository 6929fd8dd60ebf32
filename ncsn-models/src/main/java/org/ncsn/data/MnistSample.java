package org.ncsn.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Real digits that the project carries: the 10,000 test images of MNIST with their labels (by
 * LeCun, Cortes and Burges, CC BY-SA 3.0; see {@code ATTRIBUTION.txt} beside them).
 */
public final class MnistSample {

  private MnistSample() {}

  /** The images, {@code [28,28,1]} each. */
  public static Dataset images() {
    return ByteImages.of(read(MnistFile.TEST_IMAGES));
  }

  /** The digits that they show. */
  public static Classes classes() {
    try {
      return Classes.read(Mnist.DIGITS, read(MnistFile.TEST_LABELS).values());
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private static Idx read(MnistFile published) {
    String resource = "mnist/" + published.fileName() + ".gz";
    try (InputStream in = MnistSample.class.getResourceAsStream(resource)) {
      return Idx.read(new ByteArrayInputStream(in.readAllBytes()), published.elements());
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private static UncheckedIOException damaged(IOException reason) {
    return new UncheckedIOException("the bundled digits are damaged", reason);
  }
}

package org.ncsn.classifier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.ncsn.array.Shape;
import org.ncsn.checkpoint.WeightsFile;
import org.ncsn.nn.HostWeights;

/**
 * A classifier of handwritten digits that is trained already: on the 60,000 training images of
 * MNIST, by {@code ncsn --config digits-classifier.yml}. Samples of digits are measured by it.
 *
 * @param network of grey images of 28x28 pixels, values in [0,1]
 * @param weights its values
 */
public record DigitClassifier(ConvClassifier network, HostWeights weights) {
  private static final String RESOURCE = "digits.safetensors";
  private static final Shape IMAGE = Shape.of(28, 28, 1);
  private static final int WIDTH = 16;
  private static final int DIGITS = 10;

  /** The classifier that the project carries. */
  public static DigitClassifier shipped() {
    ConvClassifier network = new ConvClassifier(IMAGE, WIDTH, DIGITS);
    try (InputStream in = DigitClassifier.class.getResourceAsStream(RESOURCE)) {
      return new DigitClassifier(network, WeightsFile.read(in, RESOURCE, network));
    } catch (IOException e) {
      throw new UncheckedIOException("the bundled classifier is damaged", e);
    }
  }
}

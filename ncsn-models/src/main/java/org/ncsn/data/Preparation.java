package org.ncsn.data;

import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.random.NoiseSource;

/**
 * What happens to a batch before a network sees it: pixels are dequantized, then perhaps mirrored
 * and mapped to logits. What are no pixels stays as it is.
 *
 * @param dequantize whether samples are pixels, which get uniform noise
 * @param flip whether each image is mirrored left to right with probability 1/2
 * @param logit whether pixels are mapped from [0, 1] to logits
 */
public record Preparation(boolean dequantize, boolean flip, boolean logit) {
  /** For samples that are no pixels. */
  public static final Preparation NONE = new Preparation(false, false, false);

  /** For pixels that are neither mirrored nor mapped. */
  public static final Preparation PIXELS = new Preparation(false, false);

  /** For pixels. */
  public Preparation(boolean flip, boolean logit) {
    this(true, flip, logit);
  }

  /**
   * A prepared batch.
   *
   * @param images {@code [N,H,W,C]} of values k/255
   */
  public HostArray apply(HostArray images, NoiseSource noise) {
    HostArray prepared =
        dequantize
            ? Pixels.dequantize(images, noise.uniform(images.dtype(), images.shape()))
            : images;
    if (flip) {
      Shape perImage = Shape.of(images.shape().extent(0));
      prepared = Pixels.flipRandomly(prepared, noise.uniform(images.dtype(), perImage));
    }
    return mapped(prepared);
  }

  /** Images on the scale that a network sees them on, without noise and not mirrored. */
  public HostArray mapped(HostArray images) {
    return logit ? Pixels.logit(images) : images;
  }

  /** A data set as {@link #mapped} shows it. */
  public Dataset mapped(Dataset images) {
    return new MappedDataset(images, this);
  }
}

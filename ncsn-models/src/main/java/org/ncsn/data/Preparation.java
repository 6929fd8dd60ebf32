package org.ncsn.data;

import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.noise.AddedNoise;
import org.ncsn.random.NoiseSource;

/**
 * What happens to a batch before a network sees it: pixels are dequantized, then perhaps mirrored,
 * moved, and mapped to another range. What are no pixels stays as it is.
 *
 * @param dequantization what fills the gaps between the brightness levels of pixels
 * @param flip whether each image is mirrored left to right with probability 1/2
 * @param shift how many pixels each image is moved at random, at most, along either axis
 * @param range the space that the network sees images in
 */
public record Preparation(
    Dequantization dequantization, boolean flip, int shift, PixelRange range) {
  /** For samples that are no pixels. */
  public static final Preparation NONE =
      new Preparation(Dequantization.NONE, false, PixelRange.UNIT);

  /** For pixels that are neither mirrored nor mapped. */
  public static final Preparation PIXELS = new Preparation(false, PixelRange.UNIT);

  public Preparation {
    if (shift < 0) {
      throw new IllegalArgumentException(
          "preparation: images are moved by 0 or more, not " + shift);
    }
  }

  /** For pixels that are not moved. */
  public Preparation(Dequantization dequantization, boolean flip, PixelRange range) {
    this(dequantization, flip, 0, range);
  }

  /** For pixels that are dequantized as in NCSN. */
  public Preparation(boolean flip, PixelRange range) {
    this(Dequantization.UNIFORM, flip, range);
  }

  /**
   * The noise that pixels get. With both, the uniform one comes first.
   *
   * @param uniform whether that is {@link Pixels#dequantize}
   * @param gaussian whether normal noise of deviation 0.01 is added
   */
  public record Dequantization(boolean uniform, boolean gaussian) {
    private static final double DEVIATION = 0.01;

    /** Pixels stay as they are: NCSNv2. */
    public static final Dequantization NONE = new Dequantization(false, false);

    /** NCSN's. */
    public static final Dequantization UNIFORM = new Dequantization(true, false);

    HostArray of(HostArray images, NoiseSource noise) {
      HostArray filled =
          uniform
              ? Pixels.dequantize(images, noise.uniform(images.dtype(), images.shape()))
              : images;
      return gaussian
          ? AddedNoise.to(filled, noise.normal(images.dtype(), images.shape()), DEVIATION)
          : filled;
    }
  }

  /**
   * A prepared batch.
   *
   * @param images {@code [N,H,W,C]} of values k/255
   */
  public HostArray apply(HostArray images, NoiseSource noise) {
    HostArray prepared = dequantization.of(images, noise);
    if (flip) {
      Shape perImage = Shape.of(images.shape().extent(0));
      prepared = Pixels.flipRandomly(prepared, noise.uniform(images.dtype(), perImage));
    }
    if (shift > 0) {
      Shape perImage = Shape.of(images.shape().extent(0), 2);
      HostArray uniform = noise.uniform(images.dtype(), perImage);
      prepared = Pixels.shiftRandomly(prepared, uniform, shift);
    }
    return mapped(prepared);
  }

  /** Images on the scale that a network sees them on, without noise, neither mirrored nor moved. */
  public HostArray mapped(HostArray images) {
    return range.of(images);
  }

  /** A data set as {@link #mapped} shows it. */
  public Dataset mapped(Dataset images) {
    return new MappedDataset(images, this);
  }
}

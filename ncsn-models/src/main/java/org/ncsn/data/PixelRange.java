package org.ncsn.data;

import java.util.OptionalDouble;
import org.ncsn.array.HostArray;

/** The space that a network sees images in. */
public enum PixelRange {
  /** Pixels as they are, in [0, 1]. */
  UNIT {
    @Override
    public HostArray of(HostArray pixels) {
      return pixels;
    }

    @Override
    public HostArray pixels(HostArray values) {
      return values;
    }

    @Override
    public OptionalDouble scale() {
      return OptionalDouble.of(1);
    }
  },
  /** Twice as wide around 0: {@code 2x - 1}. */
  RESCALED {
    @Override
    public HostArray of(HostArray pixels) {
      return Pixels.affine(pixels, 2, -1);
    }

    @Override
    public HostArray pixels(HostArray values) {
      return Pixels.affine(values, 0.5, 0.5);
    }

    @Override
    public OptionalDouble scale() {
      return OptionalDouble.of(2);
    }
  },
  /** The whole line: {@linkplain Pixels#logit(HostArray) logits}. */
  LOGIT {
    @Override
    public HostArray of(HostArray pixels) {
      return Pixels.logit(pixels);
    }

    @Override
    public HostArray pixels(HostArray values) {
      return Pixels.sigmoid(values);
    }

    @Override
    public OptionalDouble scale() {
      return OptionalDouble.empty();
    }
  };

  /** From pixels in [0, 1]. */
  public abstract HostArray of(HostArray pixels);

  /** Back to pixels, which are not clamped. */
  public abstract HostArray pixels(HostArray values);

  /** How many times as wide as [0, 1] it is, if it is so everywhere alike. */
  public abstract OptionalDouble scale();
}

package org.ncsn.unet;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.nn.Conv2d;
import org.ncsn.nn.Dropout;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Linear;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.PixelwiseLinear;
import org.ncsn.tensor.Tensor;

/**
 * Norm, activation, convolution, what is seen of the time; norm, activation, dropout, convolution;
 * and the input by a shortcut. {@code [N,H,W,in] -> [N,H',W',out]}.
 */
final class ResidualBlock {
  private static final ConvGeometry SAME = ConvGeometry.of(1, 1, 1);
  private static final double SHORTCUT_SCALE = 0.1;

  private final BlockStyle style;
  private final UnaryOperator<Tensor> resized;
  private final Layer firstNorm;
  private final Layer firstConv;
  private final Optional<Layer> time;
  private final Layer secondNorm;
  private final Layer dropout;
  private final Layer secondConv;
  private final Layer shortcut;

  /** Whether a block changes the size of images. */
  enum Size {
    SAME,
    HALVED,
    DOUBLED;

    UnaryOperator<Tensor> by(Resampling resampling) {
      return switch (this) {
        case SAME -> x -> x;
        case HALVED -> resampling::down;
        case DOUBLED -> resampling::up;
      };
    }

    /** Of images {@code [H,W,...]}. */
    Shape of(Shape image) {
      return switch (this) {
        case SAME -> image;
        case HALVED -> image.with(0, image.extent(0) / 2).with(1, image.extent(1) / 2);
        case DOUBLED -> image.with(0, image.extent(0) * 2).with(1, image.extent(1) * 2);
      };
    }
  }

  /**
   * @param image shape of an image that comes in, {@code [H,W,in]}
   * @param embedding how many numbers are seen of the time, if any
   */
  ResidualBlock(
      Parameters parameters,
      BlockStyle style,
      Shape image,
      int out,
      OptionalInt embedding,
      Size size) {
    int in = image.extent(2);
    this.style = style;
    this.resized = size.by(style.resampling());
    this.firstNorm = style.norm(parameters.at("GroupNorm_0"), in);
    this.firstConv = Conv2d.balanced(parameters.at("Conv_0"), in, out, 3, SAME, 1);
    this.time =
        embedding.isPresent()
            ? Optional.of(Linear.balanced(parameters.at("Dense_0"), embedding.getAsInt(), out))
            : Optional.empty();
    this.secondNorm = style.norm(parameters.at("GroupNorm_1"), out);
    this.dropout =
        style.dropout() == 0
            ? (pass, x) -> x
            : new Dropout(parameters, style.dropout(), size.of(image).with(2, out));
    this.secondConv = Conv2d.balanced(parameters.at("Conv_1"), out, out, 3, SAME, style.last());
    this.shortcut = shortcut(parameters, style, in, out, size);
  }

  private static Layer shortcut(
      Parameters parameters, BlockStyle style, int in, int out, Size size) {
    if (in == out && size == Size.SAME) {
      return (pass, x) -> x;
    }
    if (style.convolvedShortcut()) {
      return Conv2d.balanced(parameters.at("Conv_2"), in, out, 3, SAME, 1);
    }
    return style.kind() == BlockStyle.Kind.DDPM
        ? new PixelwiseLinear(parameters.at("NIN_0"), in, out, SHORTCUT_SCALE)
        : Conv2d.balanced(parameters.at("Conv_2"), in, out, 1, ConvGeometry.of(1, 0, 1), 1);
  }

  /**
   * @param seen what is seen of the time, {@code [N,E]}, if anything
   */
  Tensor apply(Pass pass, Tensor x, Optional<Tensor> seen) {
    Tensor begun = resized.apply(style.activation().of(firstNorm.apply(pass, x)));
    Tensor hidden = withTime(pass, firstConv.apply(pass, begun), seen);
    Tensor active = style.activation().of(secondNorm.apply(pass, hidden));
    Tensor change = secondConv.apply(pass, dropout.apply(pass, active));
    return style.joined(shortcut.apply(pass, resized.apply(x)), change);
  }

  private Tensor withTime(Pass pass, Tensor hidden, Optional<Tensor> seen) {
    if (time.isEmpty() || seen.isEmpty()) {
      return hidden;
    }
    Tensor shift = time.get().apply(pass, style.activation().of(seen.get()));
    int count = shift.shape().extent(0);
    return hidden.add(shift.reshape(count, 1, 1, shift.shape().extent(1)));
  }
}

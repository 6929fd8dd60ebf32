package org.ncsn.unet;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.nn.Conv2d;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.primitive.Shaping;
import org.ncsn.tensor.Tensor;

/**
 * The way up: at every size one block more than on the way down, each with what the way down has
 * left there; then twice the size.
 */
final class Ascent {
  private final BlockStyle style;
  private final Pyramids.Output pyramids;
  private final List<Level> levels = new ArrayList<>();
  private final Optional<Layer> exit;
  private int channels;

  /**
   * One size.
   *
   * @param attention behind its last block
   * @param head what the pyramid is made of here
   * @param enlarged the smaller size's pyramid, enlarged
   * @param resize to the next size
   */
  private record Level(
      List<ResidualBlock> blocks,
      Optional<Attention> attention,
      Optional<Layer> head,
      Optional<Layer> enlarged,
      Optional<Resize> resize) {}

  /** What doubles features. */
  private interface Resize {
    Tensor apply(Pass pass, Tensor x, Optional<Tensor> seen);
  }

  /**
   * @param kept channels of what the way down hands over, the last one first
   */
  Ascent(
      Numbered parts,
      UNetSizes sizes,
      BlockStyle style,
      Pyramids pyramids,
      OptionalInt time,
      Deque<Integer> kept) {
    this.style = style;
    this.pyramids = pyramids.output();
    this.channels = kept.element();
    int imageChannels = sizes.image().extent(2);
    int pyramidChannels = 0;
    for (int level = sizes.levels() - 1; level >= 0; level--) {
      List<ResidualBlock> blocks = new ArrayList<>();
      for (int block = 0; block <= sizes.blocks(); block++) {
        Shape joined = sizes.at(level, channels + kept.pop());
        channels = sizes.channels(level);
        blocks.add(
            new ResidualBlock(
                parts.next(), style, joined, channels, time, ResidualBlock.Size.SAME));
      }
      Optional<Attention> attention =
          sizes.hasAttention(level)
              ? Optional.of(new Attention(parts.next(), style, channels))
              : Optional.empty();
      boolean isLowest = sizes.isLast(level);
      Optional<Layer> head = head(parts, isLowest, imageChannels);
      Optional<Layer> enlarged =
          this.pyramids == Pyramids.Output.RESIDUAL && !isLowest
              ? Optional.of(style.resampling().convolvedUp(parts.next(), pyramidChannels, channels))
              : Optional.empty();
      pyramidChannels = channels;
      Optional<Resize> resize =
          level == 0
              ? Optional.empty()
              : Optional.of(resize(parts, sizes.at(level, channels), time));
      levels.add(new Level(blocks, attention, head, enlarged, resize));
    }
    this.exit =
        this.pyramids == Pyramids.Output.SKIP
            ? Optional.empty()
            : Optional.of(toOutput(parts, imageChannels, style.last()));
  }

  private Optional<Layer> head(Numbered parts, boolean isLowest, int imageChannels) {
    return switch (pyramids) {
      case NONE -> Optional.empty();
      case SKIP -> Optional.of(toOutput(parts, imageChannels, style.last()));
      case RESIDUAL -> isLowest ? Optional.of(toOutput(parts, channels, 1)) : Optional.empty();
    };
  }

  /** Norm, activation and a convolution. */
  private Layer toOutput(Numbered parts, int out, double scale) {
    Layer norm = style.norm(parts.next(), channels);
    Layer conv = Conv2d.balanced(parts.next(), channels, out, 3, ConvGeometry.of(1, 1, 1), scale);
    return (pass, x) -> conv.apply(pass, style.activation().of(norm.apply(pass, x)));
  }

  private Resize resize(Numbered parts, Shape image, OptionalInt time) {
    Parameters own = parts.next();
    if (style.kind() == BlockStyle.Kind.DDPM) {
      Layer doubling = style.doubling(own, channels);
      return (pass, x, seen) -> doubling.apply(pass, x);
    }
    return new ResidualBlock(own, style, image, channels, time, ResidualBlock.Size.DOUBLED)::apply;
  }

  /**
   * @param x features at the bottom
   * @param kept what the way down hands over, the last one first
   * @return images
   */
  Tensor apply(Pass pass, Tensor x, Deque<Tensor> kept, Optional<Tensor> seen) {
    Tensor features = x;
    Optional<Tensor> pyramid = Optional.empty();
    for (Level level : levels) {
      for (ResidualBlock block : level.blocks()) {
        Tensor joined = Shaping.concat(3, List.of(features, kept.pop()));
        features = block.apply(pass, joined, seen);
      }
      if (level.attention().isPresent()) {
        features = level.attention().get().apply(pass, features);
      }
      pyramid = pyramid(pass, level, features, pyramid);
      if (pyramids == Pyramids.Output.RESIDUAL && level.enlarged().isPresent()) {
        features = pyramid.orElseThrow();
      }
      if (level.resize().isPresent()) {
        features = level.resize().get().apply(pass, features, seen);
      }
    }
    return exit.isPresent() ? exit.get().apply(pass, features) : pyramid.orElseThrow();
  }

  private Optional<Tensor> pyramid(
      Pass pass, Level level, Tensor features, Optional<Tensor> smaller) {
    if (level.enlarged().isPresent()) {
      Tensor larger = level.enlarged().get().apply(pass, smaller.orElseThrow());
      return Optional.of(style.joined(larger, features));
    }
    return level
        .head()
        .map(head -> head.apply(pass, features))
        .map(
            image -> smaller.map(before -> style.resampling().up(before).add(image)).orElse(image));
  }
}

package org.ncsn.unet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.nn.Conv2d;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Pass;
import org.ncsn.tensor.Tensor;

/** The way down: blocks at every size, each size half the one before. */
final class Descent {
  private final BlockStyle style;
  private final Pyramids pyramids;
  private final Layer entry;
  private final List<List<Stage>> levels = new ArrayList<>();
  private final List<Transition> transitions = new ArrayList<>();
  private final Deque<Integer> kept = new ArrayDeque<>();
  private int channels;

  /** From one size to the next. */
  private record Transition(Resize resize, Optional<Layer> pyramid) {}

  /** What halves features. */
  private interface Resize {
    Tensor apply(Pass pass, Tensor x, Optional<Tensor> seen);
  }

  Descent(Numbered parts, UNetSizes sizes, BlockStyle style, Pyramids pyramids, OptionalInt time) {
    this.style = style;
    this.pyramids = pyramids;
    int imageChannels = sizes.image().extent(2);
    this.entry =
        Conv2d.balanced(
            parts.next(), imageChannels, sizes.features(), 3, ConvGeometry.of(1, 1, 1), 1);
    this.channels = sizes.features();
    kept.push(channels);
    int pyramidChannels = imageChannels;
    for (int level = 0; level < sizes.levels(); level++) {
      List<Stage> stages = new ArrayList<>();
      for (int block = 0; block < sizes.blocks(); block++) {
        int out = sizes.channels(level);
        Shape image = sizes.at(level, channels);
        boolean attends = sizes.hasAttention(level);
        stages.add(Stage.of(parts, style, image, out, time, attends));
        channels = out;
        kept.push(channels);
      }
      levels.add(stages);
      if (!sizes.isLast(level)) {
        Resize resize = resize(parts, sizes.at(level, channels), time);
        Optional<Layer> pyramid = pyramid(parts, pyramidChannels);
        if (pyramids.input() == Pyramids.Input.SKIP) {
          channels = pyramids.joining().channels(channels);
        } else {
          pyramidChannels = channels;
        }
        transitions.add(new Transition(resize, pyramid));
        kept.push(channels);
      }
    }
  }

  private Resize resize(Numbered parts, Shape image, OptionalInt time) {
    if (style.kind() == BlockStyle.Kind.DDPM) {
      Layer halving = style.halving(parts.next(), channels);
      return (pass, x, seen) -> halving.apply(pass, x);
    }
    ResidualBlock block =
        new ResidualBlock(parts.next(), style, image, channels, time, ResidualBlock.Size.HALVED);
    return block::apply;
  }

  private Optional<Layer> pyramid(Numbered parts, int pyramidChannels) {
    return switch (pyramids.input()) {
      case NONE -> Optional.empty();
      case SKIP ->
          Optional.of(
              Conv2d.balanced(
                  parts.next().at("Conv_0"),
                  pyramidChannels,
                  channels,
                  1,
                  ConvGeometry.of(1, 0, 1),
                  1));
      case RESIDUAL ->
          Optional.of(style.resampling().convolvedDown(parts.next(), pyramidChannels, channels));
    };
  }

  /** Channels at the bottom. */
  int channels() {
    return channels;
  }

  /** Channels of what is handed over to the way up, the last one first. */
  Deque<Integer> kept() {
    return new ArrayDeque<>(kept);
  }

  /**
   * @param x images
   * @return what is handed over to the way up, the last one first
   */
  Deque<Tensor> apply(Pass pass, Tensor x, Optional<Tensor> seen) {
    Deque<Tensor> features = new ArrayDeque<>();
    Tensor pyramid = x;
    features.push(entry.apply(pass, x));
    for (int level = 0; level < levels.size(); level++) {
      for (Stage stage : levels.get(level)) {
        features.push(stage.apply(pass, features.element(), seen));
      }
      if (level < transitions.size()) {
        Transition transition = transitions.get(level);
        Tensor halved = transition.resize().apply(pass, features.element(), seen);
        if (pyramids.input() == Pyramids.Input.SKIP) {
          pyramid = style.resampling().down(pyramid);
          Tensor fitted = transition.pyramid().orElseThrow().apply(pass, pyramid);
          halved = pyramids.joining().of(fitted, halved);
        } else if (pyramids.input() == Pyramids.Input.RESIDUAL) {
          pyramid = style.joined(transition.pyramid().orElseThrow().apply(pass, pyramid), halved);
          halved = pyramid;
        }
        features.push(halved);
      }
    }
    return features;
  }
}

package org.ncsn.refinenet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.ncsn.array.Shape;
import org.ncsn.nn.Activation;
import org.ncsn.nn.Buffer;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.Conv2d;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Normalization;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.primitive.Elementwise;
import org.ncsn.tensor.Tensor;

/**
 * The networks of the NCSN paper (appendix A) and of its follow-up (appendix A of "Improved
 * Techniques"): RefineNets with dilated residual blocks, for images {@code [N,H,W,channels]}. The
 * result, of the same shape, is not divided by sigma.
 */
public final class RefineNet implements ScoreNetwork {
  private final Parameters parameters = Parameters.empty();
  private final Conditioning conditioning;
  private final boolean rescale;
  private final Depth depth;
  private final BlockStyle style;
  private final Layer begin;
  private final Layer normalizer;
  private final Layer end;
  private final List<Named<Residuals>> encoder = new ArrayList<>();
  private final List<Named<RefineBlock>> decoder = new ArrayList<>();

  /** A part of the network and what is shown of it is called. */
  private record Named<T>(String name, T part) {}

  /** The residual blocks of a stage. */
  private record Residuals(List<Layer> blocks) {
    Tensor apply(Pass pass, Tensor x) {
      Tensor result = x;
      for (Layer block : blocks) {
        result = block.apply(pass, result);
      }
      return result;
    }
  }

  /**
   * NCSN's network, which halves images once.
   *
   * @param channels channels of the images
   * @param width channels of the first features (the configuration's ngf)
   * @param rescale whether the input, in [0, 1], is mapped to [-1, 1] first; not for logits
   * @param norm the normalization, conditional or not
   */
  public RefineNet(int channels, int width, boolean rescale, Normalization norm) {
    this(channels, width, rescale, Depth.USUAL, BlockStyle.ncsn(norm, Activation.ELU));
  }

  /**
   * A network of either paper.
   *
   * @param channels channels of the images
   * @param width channels of the first features (the configuration's ngf)
   * @param rescale whether the input, in [0, 1], is mapped to [-1, 1] first; not for logits, nor
   *     for images that are in [-1, 1] already
   * @param depth its stages
   * @param style what its blocks are made of
   */
  public RefineNet(int channels, int width, boolean rescale, Depth depth, BlockStyle style) {
    this.conditioning = style.encoder().conditioning();
    this.rescale = rescale;
    this.depth = depth;
    this.style = style;
    begin = Conv2d.conv3x3(parameters.at("begin_conv"), channels, width);
    normalizer = style.last().create(parameters.at("normalizer"), width);
    end = Conv2d.conv3x3(parameters.at("end_conv"), width, channels);
    int in = width;
    for (Depth.Stage stage : depth.stages()) {
      int out = stage.widths() * width;
      encoder.add(new Named<>("layer" + stage.number(), residuals(stage, in, out)));
      in = out;
    }
    addDecoder(width);
  }

  private Residuals residuals(Depth.Stage stage, int in, int out) {
    Parameters at = parameters.at("res" + stage.number());
    int dilation = stage.dilation();
    Layer first =
        switch (stage.kind()) {
          case PLAIN -> Residual.plain(at.at(0), in, out, style);
          case HALVING -> Residual.halving(at.at(0), in, out, style);
          case DILATED -> Residual.dilatedDown(at.at(0), in, out, dilation, style);
        };
    return new Residuals(List.of(first, Residual.dilated(at.at(1), out, out, dilation, style)));
  }

  /** A block's features are those of the next stage outwards, which it is fused with there. */
  private void addDecoder(int width) {
    List<Depth.Stage> stages = depth.stages();
    Map<String, RefineBlock> blocks = new HashMap<>();
    // PyTorch numbers parameters by these names, whatever the order of computation.
    for (String number : depth.decoder().stream().sorted().toList()) {
      int stage = stages.size() - 1 - depth.decoder().indexOf(number);
      int features = stages.get(stage).widths() * width;
      int next = stages.get(Math.max(0, stage - 1)).widths() * width;
      boolean deepest = stage == stages.size() - 1;
      blocks.put(
          number,
          new RefineBlock(
              parameters.at("refine" + number),
              deepest ? List.of(features) : List.of(features, features),
              next,
              stage == 0,
              style));
    }
    for (String number : depth.decoder()) {
      decoder.add(new Named<>("ref" + number, blocks.get(number)));
    }
  }

  @Override
  public List<Parameter> parameters() {
    return parameters.list();
  }

  @Override
  public List<Buffer> buffers() {
    return parameters.buffers();
  }

  @Override
  public Conditioning conditioning() {
    return conditioning;
  }

  @Override
  public int sidesDivisibleBy() {
    return depth.sidesDivisibleBy();
  }

  @Override
  public Tensor score(Pass pass, Tensor x) {
    return score(pass, x, (stage, output) -> {});
  }

  /** As {@link #score(Pass, Tensor)}; every stage's output is shown under its PyTorch name. */
  Tensor score(Pass pass, Tensor x, BiConsumer<String, Tensor> observer) {
    requireSides(x.shape());
    Tensor scaled = rescale ? Elementwise.affine(x, 2, -1) : x;
    Tensor state = shown(observer, "begin_conv", begin.apply(pass, scaled));
    Deque<Tensor> stages = new ArrayDeque<>();
    for (Named<Residuals> stage : encoder) {
      state = shown(observer, stage.name(), stage.part().apply(pass, state));
      stages.push(state);
    }
    List<Tensor> inputs = List.of(stages.pop());
    for (Named<RefineBlock> block : decoder) {
      state = shown(observer, block.name(), block.part().apply(pass, inputs));
      inputs = stages.isEmpty() ? List.of(state) : List.of(stages.pop(), state);
    }
    Tensor normalized = shown(observer, "normalizer", normalizer.apply(pass, state));
    return shown(observer, "end_conv", end.apply(pass, style.activation().of(normalized)));
  }

  private void requireSides(Shape images) {
    int divisor = sidesDivisibleBy();
    if (images.rank() != 4 || images.extent(1) % divisor != 0 || images.extent(2) % divisor != 0) {
      throw new IllegalArgumentException(
          "refinenet: takes images [N,H,W,C] with sides divisible by "
              + divisor
              + ", which it halves; found "
              + images);
    }
  }

  private static Tensor shown(BiConsumer<String, Tensor> observer, String stage, Tensor output) {
    observer.accept(stage, output);
    return output;
  }
}

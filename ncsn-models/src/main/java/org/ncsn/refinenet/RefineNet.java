package org.ncsn.refinenet;

import java.util.List;
import java.util.function.BiConsumer;
import org.ncsn.array.Shape;
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
 * The noise conditional score network of the paper (appendix A): a RefineNet with dilated residual
 * blocks, s(x, i) for images {@code [N,H,W,channels]} with even sides. Its result, of the same
 * shape, is not divided by sigma.
 */
public final class RefineNet implements ScoreNetwork {
  private static final int HALVED = 2;

  private final Parameters parameters = Parameters.empty();
  private final Conditioning conditioning;
  private final boolean rescale;
  private final Layer begin;
  private final Layer normalizer;
  private final Layer end;
  private final List<Layer> stage1;
  private final List<Layer> stage2;
  private final List<Layer> stage3;
  private final List<Layer> stage4;
  private final RefineBlock refine1;
  private final RefineBlock refine2;
  private final RefineBlock refine3;
  private final RefineBlock refine4;

  /**
   * @param channels channels of the images
   * @param width channels of the first features (the configuration's ngf)
   * @param rescale whether the input, in [0, 1], is mapped to [-1, 1] first; not for logits
   * @param norm the normalization, conditional or not
   */
  public RefineNet(int channels, int width, boolean rescale, Normalization norm) {
    int wide = 2 * width;
    this.conditioning = norm.conditioning();
    this.rescale = rescale;
    begin = Conv2d.conv3x3(parameters.at("begin_conv"), channels, width);
    normalizer = norm.create(parameters.at("normalizer"), width);
    end = Conv2d.conv3x3(parameters.at("end_conv"), width, channels);
    stage1 =
        List.of(
            Residual.plain(parameters.at("res1.0"), width, width, norm),
            Residual.plain(parameters.at("res1.1"), width, width, norm));
    stage2 =
        List.of(
            Residual.halving(parameters.at("res2.0"), width, wide, norm),
            Residual.plain(parameters.at("res2.1"), wide, wide, norm));
    stage3 =
        List.of(
            Residual.dilatedDown(parameters.at("res3.0"), wide, wide, 2, norm),
            Residual.dilated(parameters.at("res3.1"), wide, wide, 2, norm));
    stage4 =
        List.of(
            Residual.dilatedDown(parameters.at("res4.0"), wide, wide, 4, norm),
            Residual.dilated(parameters.at("res4.1"), wide, wide, 4, norm));
    refine1 = new RefineBlock(parameters.at("refine1"), List.of(wide), wide, false, norm);
    refine2 = new RefineBlock(parameters.at("refine2"), List.of(wide, wide), wide, false, norm);
    refine3 = new RefineBlock(parameters.at("refine3"), List.of(wide, wide), width, false, norm);
    refine4 = new RefineBlock(parameters.at("refine4"), List.of(width, width), width, true, norm);
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
    return HALVED;
  }

  @Override
  public Tensor score(Pass pass, Tensor x) {
    return score(pass, x, (stage, output) -> {});
  }

  /** As {@link #score(Pass, Tensor)}; every stage's output is shown under its PyTorch name. */
  Tensor score(Pass pass, Tensor x, BiConsumer<String, Tensor> observer) {
    requireEvenSides(x.shape());
    Tensor scaled = rescale ? Elementwise.affine(x, 2, -1) : x;
    Tensor begun = shown(observer, "begin_conv", begin.apply(pass, scaled));
    Tensor layer1 = shown(observer, "layer1", through(stage1, pass, begun));
    Tensor layer2 = shown(observer, "layer2", through(stage2, pass, layer1));
    Tensor layer3 = shown(observer, "layer3", through(stage3, pass, layer2));
    Tensor layer4 = shown(observer, "layer4", through(stage4, pass, layer3));
    Tensor ref1 = shown(observer, "ref1", refine1.apply(pass, List.of(layer4)));
    Tensor ref2 = shown(observer, "ref2", refine2.apply(pass, List.of(layer3, ref1)));
    Tensor ref3 = shown(observer, "ref3", refine3.apply(pass, List.of(layer2, ref2)));
    Tensor ref4 = shown(observer, "ref4", refine4.apply(pass, List.of(layer1, ref3)));
    Tensor normalized = shown(observer, "normalizer", normalizer.apply(pass, ref4));
    return shown(observer, "end_conv", end.apply(pass, Elementwise.elu(normalized)));
  }

  private static void requireEvenSides(Shape images) {
    if (images.rank() != 4 || images.extent(1) % HALVED != 0 || images.extent(2) % HALVED != 0) {
      throw new IllegalArgumentException(
          "refinenet: takes images [N,H,W,C] with even sides, which it halves; found " + images);
    }
  }

  private static Tensor shown(BiConsumer<String, Tensor> observer, String stage, Tensor output) {
    observer.accept(stage, output);
    return output;
  }

  private static Tensor through(List<Layer> layers, Pass pass, Tensor x) {
    Tensor result = x;
    for (Layer layer : layers) {
      result = layer.apply(pass, result);
    }
    return result;
  }
}

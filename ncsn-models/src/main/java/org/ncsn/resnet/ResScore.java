package org.ncsn.resnet;

import java.util.List;
import org.ncsn.array.Shape;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.Conv2d;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.primitive.Elementwise;
import org.ncsn.tensor.Tensor;

/**
 * A score network that knows no noise levels: residual blocks of convolutions that halve the image
 * twice, then residual blocks of transposed convolutions that double it back. It takes images
 * {@code [N,H,W,channels]} whose sides are divisible by 4.
 */
public final class ResScore implements ScoreNetwork {
  private static final int GROUPS = ResidualBlock.GROUPS;
  private static final int HALVED_TWICE = 4;

  private final Parameters parameters = Parameters.empty();
  private final boolean rescale;
  private final List<Layer> layers;

  /**
   * @param channels channels of the images
   * @param width channels of the first features (the configuration's nef and ndf); a multiple of 8,
   *     the number of groups that are normalized
   * @param rescale whether the input, in [0, 1], is mapped to [-1, 1] first; not for logits
   */
  public ResScore(int channels, int width, boolean rescale) {
    if (width < GROUPS || width % GROUPS != 0) {
      throw new IllegalArgumentException(
          "resscore: the width is a multiple of " + GROUPS + ", found " + width);
    }
    this.rescale = rescale;
    Parameters down = parameters.at("convs");
    Parameters up = parameters.at("deconvs");
    // Declared in PyTorch's order, which is also the order of the layers.
    layers =
        List.of(
            Conv2d.conv3x3(down.at(0), channels, width),
            ResidualBlock.same(down.at(1), width),
            ResidualBlock.halving(down.at(2), width, 2 * width),
            ResidualBlock.same(down.at(3), 2 * width),
            ResidualBlock.halving(down.at(4), 2 * width, 4 * width),
            ResidualBlock.same(down.at(5), 4 * width),
            ResidualBlock.sameTransposed(up.at(0), 4 * width),
            ResidualBlock.doubling(up.at(1), 4 * width, 2 * width),
            ResidualBlock.sameTransposed(up.at(2), 2 * width),
            ResidualBlock.doubling(up.at(3), 2 * width, width),
            ResidualBlock.sameTransposed(up.at(4), width),
            Conv2d.conv3x3(up.at(5), width, channels));
  }

  @Override
  public List<Parameter> parameters() {
    return parameters.list();
  }

  @Override
  public Conditioning conditioning() {
    return Conditioning.NONE;
  }

  @Override
  public int sidesDivisibleBy() {
    return HALVED_TWICE;
  }

  @Override
  public Tensor score(Pass pass, Tensor x) {
    requireSidesOfFours(x.shape());
    Tensor features = rescale ? Elementwise.affine(x, 2, -1) : x;
    for (Layer layer : layers) {
      features = layer.apply(pass, features);
    }
    return features;
  }

  private static void requireSidesOfFours(Shape images) {
    if (images.rank() != 4
        || images.extent(1) % HALVED_TWICE != 0
        || images.extent(2) % HALVED_TWICE != 0) {
      throw new IllegalArgumentException(
          "resscore: takes images [N,H,W,C] with sides divisible by 4, which it halves twice; found "
              + images);
    }
  }
}

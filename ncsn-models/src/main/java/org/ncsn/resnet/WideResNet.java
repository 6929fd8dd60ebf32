package org.ncsn.resnet;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.nn.Activation;
import org.ncsn.nn.Buffer;
import org.ncsn.nn.Classifier;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.TimeEmbedding;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Reductions;
import org.ncsn.tensor.Tensor;

/**
 * A Wide ResNet (Zagoruyko and Komodakis) that says of which class a noisy image is, and is told
 * the standard deviation of its noise: the classifier by which score SDEs are led to a class (Song
 * et al. 2021, appendix I.1). Its parameters are called as the published JAX program calls them.
 *
 * <pre>{@code
 * Classifier published = new WideResNet(ChannelNorm.CIFAR10, 4, 10, 10); // 28 layers, 10 times as wide
 * Classifier digits = new WideResNet(ChannelNorm.none(1), 1, 2, 10);
 * }</pre>
 */
public final class WideResNet implements Classifier {
  private static final int WIDTH = 16;
  private static final int EMBEDDING = 512;
  private static final int FREQUENCIES = 128;
  private static final double FREQUENCY_SCALE = 16;
  private static final List<Integer> STRIDES = List.of(1, 2, 2);

  private final Parameters parameters = Parameters.empty();
  private final ChannelNorm channels;
  private final int classes;
  private final TimeEmbedding waves;
  private final Layer firstSeen;
  private final Layer secondSeen;
  private final Layer logits;
  private final List<WideBlock> blocks = new ArrayList<>();
  private final Layer begin;
  private final Layer end;

  /**
   * @param channels of the images, which have values in [0, 1] where they have no noise
   * @param blocks residual blocks in each of three groups
   * @param multiplier of the widths of the groups, 16, 32 and 64 channels
   * @param classes how many there are
   * @throws IllegalArgumentException unless all numbers are positive
   */
  public WideResNet(ChannelNorm channels, int blocks, int multiplier, int classes) {
    if (blocks < 1 || multiplier < 1 || classes < 1) {
      throw new IllegalArgumentException(
          "wide resnet: has at least one block, one width and one class, found "
              + blocks
              + ", "
              + multiplier
              + " and "
              + classes);
    }
    this.channels = channels;
    this.classes = classes;
    int widest = (WIDTH * multiplier) << (STRIDES.size() - 1);
    // In Flax's order, that of the names.
    this.firstSeen = Flax.dense(parameters, "Dense_0", 2 * FREQUENCIES, EMBEDDING);
    this.secondSeen = Flax.dense(parameters, "Dense_1", EMBEDDING, EMBEDDING);
    this.logits = Flax.dense(parameters, "Dense_2", widest, classes);
    this.waves =
        TimeEmbedding.fourier(
            parameters, "GaussianFourierProjection_0/W", FREQUENCIES, FREQUENCY_SCALE);
    declareGroups(blocks, multiplier);
    this.begin = Flax.conv(parameters, "init_conv", channels.channels(), WIDTH, 1);
    this.end = Flax.norm(parameters, "pre-pool-bn", widest);
  }

  private void declareGroups(int count, int multiplier) {
    int in = WIDTH;
    for (int group = 0; group < STRIDES.size(); group++) {
      int out = (WIDTH * multiplier) << group;
      for (int block = 0; block < count; block++) {
        String path = "WideResnetGroup_" + group + "/WideResnetBlock_" + block;
        int stride = block == 0 ? STRIDES.get(group) : 1;
        boolean first = group == 0 && block == 0;
        blocks.add(new WideBlock(parameters, path, in, out, stride, EMBEDDING, first));
        in = out;
      }
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
  public int classes() {
    return classes;
  }

  /** The standard deviation of each image's noise. */
  @Override
  public Conditioning conditioning() {
    return Conditioning.continuous();
  }

  @Override
  public int sidesDivisibleBy() {
    return STRIDES.stream().reduce(1, (a, b) -> a * b);
  }

  @Override
  public Tensor classify(Pass pass, Tensor x) {
    requireImages(x);
    Tensor waved = waves.of(pass, pass.condition().continuous());
    Tensor seen = secondSeen.apply(pass, Activation.SWISH.of(firstSeen.apply(pass, waved)));
    Tensor features = begin.apply(pass, standardized(channels.of(x)));
    for (WideBlock block : blocks) {
      features = block.apply(pass, features, seen);
    }
    Tensor pooled = Reductions.mean(Elementwise.relu(end.apply(pass, features)), false, 1, 2);
    return logits.apply(pass, pooled);
  }

  private void requireImages(Tensor x) {
    int divisor = sidesDivisibleBy();
    if (x.shape().rank() != 4
        || x.shape().extent(3) != channels.channels()
        || x.shape().extent(1) % divisor != 0
        || x.shape().extent(2) % divisor != 0) {
      throw new IllegalArgumentException(
          "wide resnet: images are [N,H,W,"
              + channels.channels()
              + "] with sides divisible by "
              + divisor
              + ", found "
              + x.shape());
    }
  }

  /** Each image less its mean, over its deviation, which is bounded away from 0. */
  private static Tensor standardized(Tensor images) {
    double pixels = (double) images.shape().size() / images.shape().extent(0);
    Tensor differences = images.subtract(Reductions.mean(images, true, 1, 2, 3));
    Tensor variance = Reductions.mean(differences.square(), true, 1, 2, 3);
    Tensor bounded = Elementwise.maximum(variance, variance.fillLike(1 / pixels));
    return differences.multiply(Elementwise.reciprocalSqrt(bounded));
  }
}

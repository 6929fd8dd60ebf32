package org.ncsn.classifier;

import java.util.List;
import java.util.Locale;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.evaluation.FeatureNetwork;
import org.ncsn.kernel.PoolWindow;
import org.ncsn.nn.Classifier;
import org.ncsn.nn.Conv2d;
import org.ncsn.nn.DropMask;
import org.ncsn.nn.Dropout;
import org.ncsn.nn.Linear;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Pooling;
import org.ncsn.tensor.Tensor;

/**
 * A small convolutional classifier of small images: three 3x3 convolutions of growing width, which
 * see the image in its own size, in half and in a quarter of it, a layer of features, and a linear
 * one of logits. In training, half of what the features are made of is dropped.
 */
public final class ConvClassifier implements Classifier, FeatureNetwork {
  /** What height and width of the images are divisible by. */
  public static final int SIDES_DIVISIBLE_BY = 4;

  private static final int FEATURES = 64;
  private static final double DROPPED = 0.5;
  private static final PoolWindow HALVING = new PoolWindow(2, 2, 0);

  private final Shape input;
  private final int classes;
  private final Parameters parameters = Parameters.empty();
  private final Conv2d whole;
  private final Conv2d half;
  private final Conv2d quarter;
  private final Dropout dropout;
  private final Linear features;
  private final Linear logits;

  /**
   * @param input shape of an image, {@code [H,W,C]}
   * @param width channels of the first convolution; each following one has twice as many
   * @param classes how many there are
   * @throws IllegalArgumentException if the image cannot be halved twice
   */
  public ConvClassifier(Shape input, int width, int classes) {
    if (input.rank() != 3
        || input.extent(0) % SIDES_DIVISIBLE_BY != 0
        || input.extent(1) % SIDES_DIVISIBLE_BY != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "classifier: images are [H,W,C] with sides divisible by %d, found %s",
              SIDES_DIVISIBLE_BY,
              input));
    }
    this.input = input;
    this.classes = classes;
    int last = 4 * width;
    Shape seen =
        Shape.of(input.extent(0) / SIDES_DIVISIBLE_BY, input.extent(1) / SIDES_DIVISIBLE_BY, last);
    this.whole = Conv2d.conv3x3(parameters.at("conv1"), input.extent(2), width);
    this.half = Conv2d.conv3x3(parameters.at("conv2"), width, 2 * width);
    this.quarter = Conv2d.conv3x3(parameters.at("conv3"), 2 * width, last);
    this.dropout = new Dropout(parameters, DROPPED, Shape.of(seen.intSize()));
    this.features = new Linear(parameters.at("features"), seen.intSize(), FEATURES);
    this.logits = new Linear(parameters.at("logits"), FEATURES, classes);
  }

  @Override
  public List<Parameter> parameters() {
    return parameters.list();
  }

  @Override
  public List<DropMask> masks() {
    return parameters.masks();
  }

  @Override
  public Shape inputShape() {
    return input;
  }

  @Override
  public int features() {
    return FEATURES;
  }

  @Override
  public int classes() {
    return classes;
  }

  /** Images are rounded to 8 bits, made grey or coloured, and resized as data sets are. */
  @Override
  public HostArray prepare(HostArray images) {
    return FittedImages.of(images, input);
  }

  @Override
  public Tensor features(Pass pass, Tensor images) {
    Tensor seen = Elementwise.relu(whole.apply(pass, images));
    seen = Elementwise.relu(half.apply(pass, Pooling.max(seen, HALVING)));
    seen = Elementwise.relu(quarter.apply(pass, Pooling.max(seen, HALVING)));
    int count = images.shape().extent(0);
    Tensor flat = seen.reshape(count, seen.shape().intSize() / count);
    return Elementwise.relu(features.apply(pass, dropout.apply(pass, flat)));
  }

  @Override
  public Tensor logits(Pass pass, Tensor features) {
    return logits.apply(pass, features);
  }

  @Override
  public Tensor classify(Pass pass, Tensor images) {
    return logits(pass, features(pass, images));
  }
}

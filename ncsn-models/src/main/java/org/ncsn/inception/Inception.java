package org.ncsn.inception;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.evaluation.FeatureNetwork;
import org.ncsn.nn.Initializer;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.primitive.Matrices;
import org.ncsn.tensor.Tensor;

/**
 * Inception-v3 with 1,008 classes as it was frozen on 2015-12-05, in evaluation: the network of the
 * Fréchet Inception distance and of the Inception score. Its batch norms are folded into its
 * convolutions, which {@link InceptionWeights} does with the published weights.
 */
public final class Inception implements FeatureNetwork {
  private static final Shape INPUT = Shape.of(InputResize.SIDE, InputResize.SIDE, 3);
  private static final int CLASSES = 1008;

  /** Begins the names of what is behind the features. */
  static final String CLASSIFIER = "fc";

  private final InputResize resize;
  private final FeatureLayer layer;
  private final Map<String, Layer> stages = new LinkedHashMap<>();
  private final Parameter classWeight;
  private final Parameter classBias;
  private final List<Parameter> parameters;

  /** The network whose features are those of FID. */
  public Inception(InputResize resize) {
    this(resize, FeatureLayer.POOL3);
  }

  /**
   * The network with other features.
   *
   * @param resize how images are brought to its size
   */
  public Inception(InputResize resize, FeatureLayer layer) {
    this.resize = resize;
    this.layer = layer;
    Parameters declared = Parameters.empty();
    int channels = INPUT.extent(2);
    for (Stage stage : Stage.ALL) {
      stages.put(stage.name(), stage.declared(declared, channels));
      channels = stage.part().channels(channels);
    }
    Initializer initializer = Initializer.fanIn(channels);
    Parameters last = declared.at(CLASSIFIER);
    classWeight = last.declare("weight", Shape.of(CLASSES, channels), Layout.SAME, initializer);
    classBias = last.declare("bias", Shape.of(CLASSES), Layout.SAME, initializer);
    parameters = declared.list();
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public Shape inputShape() {
    return INPUT;
  }

  @Override
  public int features() {
    return layer.features();
  }

  @Override
  public int classes() {
    return CLASSES;
  }

  /**
   * Images resized to 299x299 and scaled to [-1,1]; grey ones are repeated to three channels.
   *
   * @throws IllegalArgumentException if they are neither grey nor RGB
   */
  @Override
  public HostArray prepare(HostArray images) {
    return resize.of(images);
  }

  @Override
  public Tensor features(Pass pass, Tensor images) {
    return features(pass, images, layer);
  }

  /** Features of a layer, {@code [n, features]} of it. */
  Tensor features(Pass pass, Tensor images, FeatureLayer of) {
    return stages(pass, images).get(of.stage()).mean(1, 2);
  }

  /** Results of all stages by name, in order. */
  Map<String, Tensor> stages(Pass pass, Tensor images) {
    Map<String, Tensor> results = new LinkedHashMap<>();
    Tensor x = images;
    for (Map.Entry<String, Layer> stage : stages.entrySet()) {
      x = stage.getValue().apply(pass, x);
      results.put(stage.getKey(), x);
    }
    return results;
  }

  /**
   * Logits <em>without</em> the classifier's bias: the original program of the Inception score
   * forgets it, and the published scores are made of these.
   *
   * @throws IllegalStateException if the features are not those in front of the classifier
   */
  @Override
  public Tensor logits(Pass pass, Tensor features) {
    if (layer != FeatureLayer.POOL3) {
      throw new IllegalStateException(
          "inception: classes follow from the features of POOL3, not of " + layer);
    }
    return Matrices.matmul(features, pass.of(classWeight), false, true);
  }

  /** Logits with the classifier's bias: whose softmax is what the network was trained for. */
  public Tensor biasedLogits(Pass pass, Tensor features) {
    return logits(pass, features).add(pass.of(classBias));
  }
}

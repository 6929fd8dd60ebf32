package org.ncsn.evaluation;

import java.util.List;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Linear;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.primitive.Shaping;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Tensor;

/** Two layers without a bend, of the corner of 2 x 2 pixels of images of any size, for tests. */
public final class TinyFeatures implements FeatureNetwork {
  private static final int CORNER = 2;
  private static final int FEATURES = 5;
  private static final int CLASSES = 3;

  private final Linear toFeatures;
  private final Linear toLogits;
  private final List<Parameter> parameters;

  public TinyFeatures() {
    Parameters declared = Parameters.empty();
    toFeatures = new Linear(declared.at("features"), CORNER * CORNER, FEATURES);
    toLogits = new Linear(declared.at("logits"), FEATURES, CLASSES);
    parameters = declared.list();
  }

  /** Some weights, always the same. */
  public HostWeights weights() {
    return HostWeights.initial(this, NoiseSource.seeded(7));
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public Shape inputShape() {
    return Shape.of(CORNER, CORNER, 1);
  }

  @Override
  public int features() {
    return FEATURES;
  }

  @Override
  public int classes() {
    return CLASSES;
  }

  @Override
  public HostArray prepare(HostArray images) {
    Shape shape = images.shape();
    HostArray corners =
        HostArray.zeros(
            new TensorType(DType.FLOAT32, Shape.of(shape.extent(0), CORNER, CORNER, 1)));
    int image = CORNER * CORNER;
    for (int i = 0; i < corners.floats().length; i++) {
      int row = i % image / CORNER;
      int pixel = (i / image * shape.extent(1) + row) * shape.extent(2) + i % CORNER;
      corners.floats()[i] = images.floats()[pixel * shape.extent(3)];
    }
    return corners;
  }

  @Override
  public Tensor features(Pass pass, Tensor images) {
    int count = images.type().shape().extent(0);
    return toFeatures.apply(pass, Shaping.reshape(images, Shape.of(count, CORNER * CORNER)));
  }

  @Override
  public Tensor logits(Pass pass, Tensor features) {
    return toLogits.apply(pass, features);
  }
}

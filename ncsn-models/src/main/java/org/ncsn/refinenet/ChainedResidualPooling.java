package org.ncsn.refinenet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ncsn.kernel.PoolWindow;
import org.ncsn.nn.Conv2d;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Normalization;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Pooling;
import org.ncsn.tensor.Tensor;

/**
 * CRP: after an ELU, a chain of stages (norm, 5x5 pooling, 3x3 convolution without bias), whose
 * results are all added to what the chain began with. Keeps the shape {@code [N,H,W,C]}.
 */
public final class ChainedResidualPooling implements Layer {
  private static final PoolWindow WINDOW = new PoolWindow(5, 1, 2);

  private final List<Layer> convs = new ArrayList<>();
  private final List<Layer> norms = new ArrayList<>();
  private final UnaryOperator<Tensor> pooling;

  private ChainedResidualPooling(
      Parameters parameters,
      int channels,
      int stages,
      Normalization norm,
      UnaryOperator<Tensor> pooling) {
    this.pooling = pooling;
    for (int i = 0; i < stages; i++) {
      convs.add(Conv2d.conv3x3WithoutBias(parameters.at("convs").at(i), channels, channels));
    }
    for (int i = 0; i < stages; i++) {
      norms.add(norm.create(parameters.at("norms").at(i), channels));
    }
  }

  /** With averages, as in the paper's networks. */
  public static ChainedResidualPooling averaging(
      Parameters parameters, int channels, int stages, Normalization norm) {
    return new ChainedResidualPooling(
        parameters, channels, stages, norm, x -> Pooling.average(x, WINDOW));
  }

  /** With maxima and without normalization, as in the follow-up paper's network. */
  public static ChainedResidualPooling maximizing(Parameters parameters, int channels, int stages) {
    return new ChainedResidualPooling(
        parameters, channels, stages, Normalization.none(), x -> Pooling.max(x, WINDOW));
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    Tensor result = Elementwise.elu(x);
    Tensor path = result;
    for (int i = 0; i < convs.size(); i++) {
      Tensor pooled = pooling.apply(norms.get(i).apply(pass, path));
      path = convs.get(i).apply(pass, pooled);
      result = path.add(result);
    }
    return result;
  }
}

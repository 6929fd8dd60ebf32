package org.ncsn.refinenet;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.nn.Conv2d;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.tensor.Tensor;

/**
 * CRP: after an activation, a chain of stages (norm, 5x5 pooling, 3x3 convolution without bias),
 * whose results are all added to what the chain began with. Keeps the shape {@code [N,H,W,C]}.
 */
public final class ChainedResidualPooling implements Layer {
  private final List<Layer> convs = new ArrayList<>();
  private final List<Layer> norms = new ArrayList<>();
  private final BlockStyle style;

  public ChainedResidualPooling(Parameters parameters, int channels, int stages, BlockStyle style) {
    this.style = style;
    for (int i = 0; i < stages; i++) {
      convs.add(Conv2d.conv3x3WithoutBias(parameters.at("convs").at(i), channels, channels));
    }
    for (int i = 0; i < stages; i++) {
      norms.add(style.decoder().create(parameters.at("norms").at(i), channels));
    }
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    Tensor result = style.activation().of(x);
    Tensor path = result;
    for (int i = 0; i < convs.size(); i++) {
      Tensor pooled = style.pooling().apply(norms.get(i).apply(pass, path));
      path = convs.get(i).apply(pass, pooled);
      result = path.add(result);
    }
    return result;
  }
}

package org.ncsn.refinenet;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.nn.Conv2d;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.tensor.Tensor;

/**
 * RCU: blocks of two stages (norm, activation, 3x3 convolution without bias), each block with a
 * residual from its raw input. Keeps the shape {@code [N,H,W,C]}.
 */
public final class ResidualConvUnit implements Layer {
  private static final int STAGES = 2;

  private final List<List<Layer>> blocks = new ArrayList<>();

  public ResidualConvUnit(Parameters parameters, int channels, int blockCount, BlockStyle style) {
    for (int block = 1; block <= blockCount; block++) {
      List<Layer> stages = new ArrayList<>();
      for (int stage = 1; stage <= STAGES; stage++) {
        String name = block + "_" + stage;
        Layer normalize = style.decoder().create(parameters.at(name + "_norm"), channels);
        Layer conv = Conv2d.conv3x3WithoutBias(parameters.at(name + "_conv"), channels, channels);
        stages.add((pass, x) -> conv.apply(pass, style.activation().of(normalize.apply(pass, x))));
      }
      blocks.add(stages);
    }
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    Tensor result = x;
    for (List<Layer> stages : blocks) {
      Tensor path = result;
      for (Layer stage : stages) {
        path = stage.apply(pass, path);
      }
      result = path.add(result);
    }
    return result;
  }
}

package org.ncsn.nn;

import java.util.List;
import org.ncsn.tensor.Tensor;

/**
 * Conditional instance normalization: {@code gamma_y h + beta_y} with h the instance normalized
 * input and y the noise level's index. Columns of its table are gamma, beta.
 */
public final class ConditionalInstanceNorm implements Layer {
  private final LevelTable table;

  private ConditionalInstanceNorm(Parameters parameters, int channels, int levels, boolean biased) {
    table = new LevelTable(parameters, levels, channels, List.of(Initializer.uniform()), biased);
  }

  /** This normalization for networks with so many noise levels. */
  public static Normalization forLevels(int levels) {
    return Normalization.conditional(
        Conditioning.levels(levels),
        (parameters, channels) -> new ConditionalInstanceNorm(parameters, channels, levels, true));
  }

  /** The same without beta. */
  public static Normalization withoutBias(int levels) {
    return Normalization.conditional(
        Conditioning.levels(levels),
        (parameters, channels) -> new ConditionalInstanceNorm(parameters, channels, levels, false));
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    List<Tensor> affine = table.of(pass);
    return Centred.ofPixels(x).normalized(affine.get(0), affine.get(1));
  }
}

package org.ncsn.nn;

import java.util.List;
import org.ncsn.tensor.Tensor;

/**
 * Conditional instance normalization "plus" (appendix A.1 of the paper): instance normalization
 * loses how channel means differ from each other, and this puts it back.
 *
 * <p>With mu the spatial mean of each channel, m and v the mean and the unbiased variance of mu
 * over channels, h the instance normalized input and y the noise level's index,
 *
 * <pre>out = gamma_y (h + alpha_y (mu - m) / sqrt(v + eps)) + beta_y.</pre>
 *
 * Columns of its table are gamma, alpha, beta.
 */
public final class ConditionalInstanceNormPlus implements Layer {
  private static final Initializer NEAR_ONE = Initializer.normal(1, 0.02f);

  private final LevelTable table;

  private ConditionalInstanceNormPlus(
      Parameters parameters, int channels, int levels, boolean biased) {
    table = new LevelTable(parameters, levels, channels, List.of(NEAR_ONE, NEAR_ONE), biased);
  }

  /** This normalization for networks with so many noise levels. */
  public static Normalization forLevels(int levels) {
    return Normalization.conditional(
        Conditioning.levels(levels),
        (parameters, channels) ->
            new ConditionalInstanceNormPlus(parameters, channels, levels, true));
  }

  /** The same without beta. */
  public static Normalization withoutBias(int levels) {
    return Normalization.conditional(
        Conditioning.levels(levels),
        (parameters, channels) ->
            new ConditionalInstanceNormPlus(parameters, channels, levels, false));
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    List<Tensor> affine = table.of(pass);
    return Centred.ofPixels(x).normalizedPlus(affine.get(0), affine.get(1), affine.get(2));
  }
}

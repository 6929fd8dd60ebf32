package org.ncsn.nn;

import java.util.List;
import org.ncsn.tensor.Tensor;

/**
 * No normalization but what a noise level makes of each channel: {@code gamma_y x + beta_y} with y
 * the level's index. Columns of its table are gamma, beta.
 */
public final class LevelScale {
  private LevelScale() {}

  /** As a {@link Normalization} for networks with so many noise levels. */
  public static Normalization forLevels(int levels) {
    return of(levels, true);
  }

  /** The same without beta. */
  public static Normalization withoutBias(int levels) {
    return of(levels, false);
  }

  private static Normalization of(int levels, boolean biased) {
    return Normalization.conditional(
        Conditioning.levels(levels),
        (parameters, channels) -> {
          LevelTable table =
              new LevelTable(parameters, levels, channels, List.of(Initializer.uniform()), biased);
          return (pass, x) -> {
            List<Tensor> affine = table.of(pass);
            return x.multiply(affine.get(0)).add(affine.get(1));
          };
        });
  }
}

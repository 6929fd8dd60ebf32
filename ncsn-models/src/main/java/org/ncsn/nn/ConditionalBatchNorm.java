package org.ncsn.nn;

import java.util.List;
import org.ncsn.tensor.Tensor;

/**
 * Conditional batch normalization: {@code gamma_y h + beta_y} with y the noise level's index and h
 * the input normalized {@linkplain RunningStatistics over the whole batch in training, and with
 * running statistics in evaluation}. Columns of its table are gamma, beta.
 */
public final class ConditionalBatchNorm implements Layer {
  private final RunningStatistics statistics;
  private final LevelTable table;

  private ConditionalBatchNorm(Parameters parameters, int channels, int levels) {
    statistics = new RunningStatistics(parameters.at("bn"), channels);
    table = new LevelTable(parameters, levels, channels, List.of(Initializer.uniform()), true);
  }

  /** This normalization for networks with so many noise levels. */
  public static Normalization forLevels(int levels) {
    return Normalization.conditional(
        Conditioning.levels(levels),
        (parameters, channels) -> new ConditionalBatchNorm(parameters, channels, levels));
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    List<Tensor> affine = table.of(pass);
    return statistics.centred(pass, x).normalized(affine.get(0), affine.get(1));
  }
}

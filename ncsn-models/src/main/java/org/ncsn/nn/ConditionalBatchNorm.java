package org.ncsn.nn;

import java.util.List;
import org.ncsn.array.Shape;
import org.ncsn.tensor.Tensor;

/**
 * Conditional batch normalization: {@code gamma_y h + beta_y} with y the noise level's index and h
 * the input normalized over the whole batch in training, and with running statistics in evaluation:
 * moving averages of the batches' means and of their unbiased variances.
 */
public final class ConditionalBatchNorm implements Layer {
  private static final double MOMENTUM = 0.1;

  private final Buffer mean;
  private final Buffer variance;
  private final LevelTable table;
  private final int channels;

  private ConditionalBatchNorm(Parameters parameters, int channels, int levels, boolean biased) {
    this.channels = channels;
    Parameters running = parameters.at("bn");
    mean = running.declareBuffer("running_mean", Shape.of(channels), 0);
    variance = running.declareBuffer("running_var", Shape.of(channels), 1);
    table = new LevelTable(parameters, levels, channels, List.of(Initializer.uniform()), biased);
  }

  /** This normalization for networks with so many noise levels. */
  public static Normalization forLevels(int levels) {
    return Normalization.conditional(
        Conditioning.levels(levels),
        (parameters, channels) -> new ConditionalBatchNorm(parameters, channels, levels, true));
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    Centred centred =
        pass.mode() instanceof Mode.Training training
            ? noted(training.statistics(), x)
            : Centred.by(x, wide(pass.weights().of(mean)), wide(pass.weights().of(variance)));
    List<Tensor> affine = table.of(pass);
    return centred.normalized(affine.get(0), affine.get(1));
  }

  private Centred noted(Statistics statistics, Tensor x) {
    Centred centred = Centred.of(x, 0, 1, 2);
    double count = (double) x.shape().size() / channels;
    Tensor unbiased = centred.variance().multiply(count / (count - 1));
    statistics.update(mean, moved(statistics.of(mean), centred.mean()));
    statistics.update(variance, moved(statistics.of(variance), unbiased));
    return centred;
  }

  private Tensor moved(Tensor average, Tensor batch) {
    return average
        .multiply(1 - MOMENTUM)
        .add(batch.detached().reshape(channels).multiply(MOMENTUM));
  }

  private Tensor wide(Tensor perChannel) {
    return perChannel.reshape(1, 1, 1, channels);
  }
}

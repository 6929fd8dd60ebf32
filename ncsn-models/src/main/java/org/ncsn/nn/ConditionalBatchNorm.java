package org.ncsn.nn;

import java.util.List;
import org.ncsn.tensor.Tensor;

/**
 * Conditional batch normalization: {@code gamma_y h + beta_y} with y the noise level's index and h
 * the input normalized over the whole batch in training, and with running statistics in evaluation.
 * It is a pure function: training takes the running statistics and hands out the next ones.
 */
public final class ConditionalBatchNorm {
  private static final double MOMENTUM = 0.1;

  private final LevelTable table;
  private final int channels;

  /**
   * @param levels number of noise levels
   * @param biased whether there is a beta
   */
  public ConditionalBatchNorm(Parameters parameters, int channels, int levels, boolean biased) {
    this.channels = channels;
    table = new LevelTable(parameters, levels, channels, List.of(Initializer.uniform()), biased);
  }

  /**
   * What is remembered of the batches seen so far, each {@code [C]}.
   *
   * @param mean moving average of the batches' means; begins as 0
   * @param variance moving average of their unbiased variances; begins as 1
   */
  public record Running(Tensor mean, Tensor variance) {}

  /** What training makes of a batch. */
  public record Trained(Tensor output, Running running) {}

  /** Normalizes {@code [N,H,W,C]} by its own statistics, and takes note of them. */
  public Trained train(Pass pass, Tensor x, Running running) {
    Centred centred = Centred.of(x, 0, 1, 2);
    double count = (double) x.shape().size() / channels;
    Tensor unbiased = centred.variance().multiply(count / (count - 1));
    Running next =
        new Running(moved(running.mean(), centred.mean()), moved(running.variance(), unbiased));
    return new Trained(normalized(pass, centred), next);
  }

  /** Normalizes {@code [N,H,W,C]} by the running statistics. */
  public Tensor evaluate(Pass pass, Tensor x, Running running) {
    return normalized(pass, Centred.by(x, wide(running.mean()), wide(running.variance())));
  }

  private Tensor normalized(Pass pass, Centred x) {
    List<Tensor> affine = table.of(pass);
    return x.normalized(affine.get(0), affine.get(1));
  }

  /** No gradient flows from one batch to the next. */
  private Tensor moved(Tensor average, Tensor batch) {
    return average
        .multiply(1 - MOMENTUM)
        .add(batch.detached().reshape(channels).multiply(MOMENTUM));
  }

  private Tensor wide(Tensor perChannel) {
    return perChannel.reshape(1, 1, 1, channels);
  }
}

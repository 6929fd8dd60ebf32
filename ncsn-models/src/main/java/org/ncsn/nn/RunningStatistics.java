package org.ncsn.nn;

import org.ncsn.array.Shape;
import org.ncsn.tensor.Tensor;

/**
 * Means and variances of the channels of images {@code [N,H,W,C]} over a whole batch: its own in
 * training, and in evaluation moving averages (momentum 0.1) of the means and of the unbiased
 * variances of the batches that were trained on.
 */
final class RunningStatistics {
  private static final double MOMENTUM = 0.1;

  private final Buffer mean;
  private final Buffer variance;
  private final int channels;

  RunningStatistics(Parameters parameters, int channels) {
    this.channels = channels;
    mean = parameters.declareBuffer("running_mean", Shape.of(channels), 0);
    variance = parameters.declareBuffer("running_var", Shape.of(channels), 1);
  }

  /** Images less the means; a batch of training is taken note of. */
  Centred centred(Pass pass, Tensor x) {
    return pass.mode() instanceof Mode.Training training
        ? noted(training.statistics(), x)
        : Centred.by(x, wide(pass.weights().of(mean)), wide(pass.weights().of(variance)));
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

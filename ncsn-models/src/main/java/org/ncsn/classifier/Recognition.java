package org.ncsn.classifier;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.ncsn.array.HostArray;
import org.ncsn.data.Classes;
import org.ncsn.data.Dataset;
import org.ncsn.evaluation.FeatureExtractor;
import org.ncsn.evaluation.FeatureNetwork;
import org.ncsn.nn.HostWeights;
import org.ncsn.tensor.Backend;

/** What a classifier takes the samples of a data set for, some at a time. */
public final class Recognition {
  private final Backend backend;
  private final FeatureNetwork network;
  private final HostWeights weights;

  /**
   * @param weights of the element type of the samples
   */
  public Recognition(Backend backend, FeatureNetwork network, HostWeights weights) {
    this.backend = backend;
    this.network = network;
    this.weights = weights;
  }

  /**
   * Compares what samples are taken for with what they are.
   *
   * @param samples as the network takes them, with their classes
   * @param batch how many are looked at at once, at least 1
   * @param progress told how many samples are done
   * @throws IllegalArgumentException if the classes of the samples are not known
   */
  public ConfusionMatrix confusion(Dataset samples, int batch, IntConsumer progress) {
    Classes known =
        samples
            .classes()
            .orElseThrow(
                () -> new IllegalArgumentException("recognition: the samples have no classes"));
    int[] shown = IntStream.range(0, samples.size()).map(known::at).toArray();
    return ConfusionMatrix.of(network.classes(), shown, of(samples, batch, progress));
  }

  /**
   * The likeliest class of each sample.
   *
   * @param samples as the network takes them
   * @param batch how many are looked at at once, at least 1
   * @param progress told how many samples are done
   */
  public int[] of(Dataset samples, int batch, IntConsumer progress) {
    int[] recognised = new int[samples.size()];
    int[] done = {0};
    int atOnce = Math.min(batch, samples.size());
    try (FeatureExtractor extractor = new FeatureExtractor(backend, network, weights, atOnce)) {
      extractor.each(
          samples,
          found -> {
            for (int i = 0; i < found.count(); i++) {
              recognised[done[0] + i] = likeliest(found.logits(), i);
            }
            done[0] += found.count();
            progress.accept(done[0]);
          });
    }
    return recognised;
  }

  /** The first of the largest of a row. */
  private static int likeliest(HostArray logits, int row) {
    int count = logits.shape().extent(1);
    int best = 0;
    for (int k = 1; k < count; k++) {
      if (logits.at(row * count + k) > logits.at(row * count + best)) {
        best = k;
      }
    }
    return best;
  }
}
